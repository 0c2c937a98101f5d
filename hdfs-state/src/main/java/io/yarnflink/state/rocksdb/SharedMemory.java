package io.yarnflink.state.rocksdb;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all stores of a slot share: one cache of blocks, and one account of write buffers that is
 * charged to it. Thread-safe; closed when the last store is.
 */
public final class SharedMemory implements AutoCloseable {

    private final Cache blocks;
    private final WriteBufferManager writeBuffers;
    private final long bytes;

    private SharedMemory(Cache blocks, WriteBufferManager writeBuffers, long bytes) {
        this.blocks = blocks;
        this.writeBuffers = writeBuffers;
        this.bytes = bytes;
    }

    /**
     * Divides {@code bytes}. RocksDB starts to flush when write buffers reach 7/8 of their account and lets them exceed it
     * by half while it does, so account and cache are sized such that cache plus overshoot stay within {@code bytes}.
     *
     * @param writeBufferRatio the share for write buffers, between 0 and 1
     * @param highPriorityRatio the share of the cache that indexes and filters keep, between 0 and 1
     */
    public static SharedMemory of(long bytes, double writeBufferRatio, double highPriorityRatio) {
        NativeLibrary.load();
        long cacheBytes = (long) ((3 - writeBufferRatio) * bytes / 3);
        long writeBufferBytes = (long) (2 * bytes * writeBufferRatio / 3);
        Cache cache = new LRUCache(cacheBytes, -1, false, highPriorityRatio);
        return new SharedMemory(cache, new WriteBufferManager(writeBufferBytes, cache), bytes);
    }

    Cache blocks() {
        return blocks;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** What was divided. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        writeBuffers.close();
        blocks.close();
    }
}
