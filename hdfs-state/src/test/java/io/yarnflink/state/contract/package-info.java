/**
 * Flink's own tests of state backends, run unchanged against ours, without the cache of objects, with one and with one of
 * about ten entries. What is left out:
 *
 * <ul>
 *   <li>{@code TtlStateTestBase}, incremental clean-up: ours removes expired state by a sweep of its own, and says so, whereupon
 *       Flink's tests skip what concerns Flink's;
 *   <li>{@code TtlStateTestBase}, clean-up in snapshots other than savepoints: the store's files go into a checkpoint as
 *       they are, as with Flink's own RocksDB backend;
 *   <li>{@code StateBackendTestV2Base} and others of the package {@code v2}: asynchronous state is not offered.
 * </ul>
 */
@NullMarked
package io.yarnflink.state.contract;

import org.jspecify.annotations.NullMarked;
