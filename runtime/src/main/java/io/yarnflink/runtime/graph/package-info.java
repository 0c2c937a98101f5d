/**
 * A {@code JobGraph} becomes a topology of subtasks: which there are, what they read from whom, which share a slot and
 * which must restart together. Pure.
 */
@NullMarked
package io.yarnflink.runtime.graph;

import org.jspecify.annotations.NullMarked;
