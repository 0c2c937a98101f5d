/**
 * One attempt of one subtask: the {@code Environment} that Flink's {@code StreamTask} finds, its life, and its end, whatever
 * the user's code does. A task's thread owns what it runs; the JobManager's wishes reach it through {@code TaskLife}.
 * Knows neither slots nor the control plane's messages beyond states and causes.
 */
@NullMarked
package io.yarnflink.runtime.task;

import org.jspecify.annotations.NullMarked;
