package io.yarnflink.runtime.exchange;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Memory for writing and reading data that is kept, in batch jobs. Flink's defaults suppose large TaskManagers; where
 * nothing is configured, there shall be enough for all slots of a small one. Pure.
 */
final class BlockingShuffle {

    /** Partitions that each slot can write at the same time, and still have half of the buffers for reading. */
    private static final int PARTITIONS_PER_SLOT = 4;

    private static final int FEWEST_BUFFERS = 32;

    private BlockingShuffle() {}

    /**
     * Decides what {@code configuration} leaves open.
     *
     * @param network all memory for buffers
     * @param slots how many slots share it
     */
    static void decide(Configuration configuration, MemorySize network, int slots) {
        int most = NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS.defaultValue();
        if (!configuration.contains(NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS)) {
            long buffers = network.getBytes()
                    / configuration.get(TaskManagerOptions.MEMORY_SEGMENT_SIZE).getBytes();
            long each = buffers / 2 / PARTITIONS_PER_SLOT / slots;
            configuration.set(NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS, (int)
                    Math.min(most, Math.max(FEWEST_BUFFERS, each)));
        }
        if (!configuration.contains(TaskManagerOptions.NETWORK_BATCH_SHUFFLE_READ_MEMORY)) {
            MemorySize offHeap = configuration.get(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY);
            configuration.set(TaskManagerOptions.NETWORK_BATCH_SHUFFLE_READ_MEMORY, offHeap.divide(2));
        }
    }
}
