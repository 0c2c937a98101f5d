/**
 * RocksDB as a store of bytes in named columns: opening, reading, writing in batches, iterating, memory shared by the
 * stores of a slot, and what of it can be configured. A {@link io.yarnflink.state.rocksdb.RocksStore} belongs to its
 * task's thread; snapshots read it on other threads under a lease. Must not know what Flink's state looks like.
 */
@NullMarked
package io.yarnflink.state.rocksdb;

import org.jspecify.annotations.NullMarked;
