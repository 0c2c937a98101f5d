/**
 * Keyed state in RocksDB, ours and Flink's, without a cluster around it. A JVM measures the engine that {@link Engine} finds
 * in its properties; engines never meet in one JVM, since their RocksDBs have the same class names.
 */
@NullMarked
package io.yarnflink.benchmarks.state;

import org.jspecify.annotations.NullMarked;
