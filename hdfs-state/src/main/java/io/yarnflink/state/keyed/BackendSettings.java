package io.yarnflink.state.keyed;

import io.yarnflink.state.cache.CacheBudget;
import io.yarnflink.state.rocksdb.SharedMemory;
import io.yarnflink.state.rocksdb.StoreOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one backend is set up.
 *
 * @param folder of its own, which need not exist
 * @param store how to open RocksDB
 * @param memory what it shares with the slot's other backends, if it does
 * @param releaseMemory gives that back
 * @param timersOnHeap whether timers live on the heap
 * @param timersCached how many timers of a key group are on the heap if not all are
 * @param transferThreads how many files travel at once
 * @param incremental whether checkpoints share files
 * @param cache the part that the cache of objects has of the heap; null where there is none
 */
public record BackendSettings(
        Path folder,
        StoreOptions store,
        @Nullable SharedMemory memory,
        Runnable releaseMemory,
        boolean timersOnHeap,
        int timersCached,
        int transferThreads,
        boolean incremental,
        CacheBudget.@Nullable Share cache) {}
