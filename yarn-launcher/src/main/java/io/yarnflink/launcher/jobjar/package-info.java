/**
 * What can be said of a job JAR without running it: its classes, what they were compiled for, what they refer to, and
 * what of that would keep the job from running. Each entry is read once. Knows nothing of the cluster, and loads no class
 * of the JAR's nor of Flink's.
 */
@NullMarked
package io.yarnflink.launcher.jobjar;

import org.jspecify.annotations.NullMarked;
