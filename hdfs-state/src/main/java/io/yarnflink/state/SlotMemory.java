package io.yarnflink.state;

import io.yarnflink.state.rocksdb.RocksKeys;
import io.yarnflink.state.rocksdb.SharedMemory;
import java.io.IOException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.memory.OpaqueMemoryResource;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.util.function.LongFunctionWithException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend's part in native memory that it shares: with the slot's other backends, out of managed memory or of a fixed
 * size, or with those of the whole TaskManager. Used by the task's thread.
 *
 * @param shared what is shared; null where RocksDB was left to itself
 * @param lease to be closed
 */
record SlotMemory(@Nullable SharedMemory shared, @Nullable AutoCloseable lease) {

    private static final Logger LOG = LoggerFactory.getLogger(SlotMemory.class);
    private static final String MANAGED = "state-rocksdb-managed";
    private static final String FIXED = "state-rocksdb-fixed-slot";
    private static final String TASK_MANAGER = "state-rocksdb-fixed-tm";

    /**
     * Takes part as configured: a fixed size per slot comes before managed memory, and that before a size per TaskManager.
     *
     * @param fraction of the slot's managed memory that state backends may have
     * @throws IOException if there is not as much
     */
    static SlotMemory lease(ReadableConfig configuration, Environment environment, double fraction) throws IOException {
        double writeBuffers = configuration.get(RocksKeys.WRITE_BUFFER_RATIO);
        double highPriority = configuration.get(RocksKeys.HIGH_PRIORITY_RATIO);
        LongFunctionWithException<SharedMemory, Exception> divide =
                bytes -> SharedMemory.of(bytes, writeBuffers, highPriority);
        try {
            MemorySize fixed =
                    configuration.getOptional(RocksKeys.FIXED_PER_SLOT).orElse(null);
            if (fixed != null) {
                return of(environment
                        .getMemoryManager()
                        .getExternalSharedMemoryResource(FIXED, divide, fixed.getBytes()));
            }
            MemorySize perTaskManager =
                    configuration.getOptional(RocksKeys.FIXED_PER_TASK_MANAGER).orElse(null);
            boolean managedByChoice =
                    configuration.getOptional(RocksKeys.MANAGED).orElse(false);
            if (perTaskManager != null && !managedByChoice) {
                return ofTaskManager(environment.getSharedResources(), divide, perTaskManager.getBytes());
            }
            return configuration.get(RocksKeys.MANAGED)
                    ? of(environment
                            .getMemoryManager()
                            .getSharedMemoryResourceForManagedMemory(MANAGED, divide, fraction))
                    : new SlotMemory(null, null);
        } catch (Exception failure) {
            throw new IOException("RocksDB got no memory: " + failure.getMessage(), failure);
        }
    }

    private static SlotMemory of(OpaqueMemoryResource<SharedMemory> resource) {
        return new SlotMemory(resource.getResourceHandle(), resource);
    }

    private static SlotMemory ofTaskManager(
            SharedResources resources, LongFunctionWithException<SharedMemory, Exception> divide, long bytes)
            throws Exception {
        Object holder = new Object();
        SharedMemory shared = resources
                .getOrAllocateSharedResource(TASK_MANAGER, holder, divide, bytes)
                .resourceHandle();
        return new SlotMemory(shared, () -> resources.release(TASK_MANAGER, holder, released -> {}));
    }

    void giveBack() {
        if (lease == null) {
            return;
        }
        try {
            lease.close();
        } catch (Exception failure) {
            LOG.warn("Could not give back memory of RocksDB", failure);
        }
    }
}
