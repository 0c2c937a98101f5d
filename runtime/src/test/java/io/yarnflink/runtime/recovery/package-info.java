/** Whole jobs in one JVM that keep books of every record, under failures, stopped, and continued with another parallelism. */
@NullMarked
package io.yarnflink.runtime.recovery;

import org.jspecify.annotations.NullMarked;
