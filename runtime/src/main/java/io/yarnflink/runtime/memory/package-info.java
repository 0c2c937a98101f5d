/**
 * Turns Flink's memory keys into the size of a container, flags of its JVM and the sizes that a TaskManager keeps to. Pure.
 */
@NullMarked
package io.yarnflink.runtime.memory;

import org.jspecify.annotations.NullMarked;
