package io.yarnflink.runtime.memory;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * How much of managed memory is given to the heap, for the cache of objects in front of RocksDB. Only where the TaskManagers'
 * configuration names RocksDB: what a program says comes after their JVMs have started.
 */
final class ObjectCacheMemory {

    /** The bytes that the heap has been given; read by the state backend. */
    static final ConfigOption<MemorySize> RESERVED =
            key("yarnflink.state.object-cache.reserved").memoryType().noDefaultValue();

    private static final ConfigOption<Boolean> ENABLED =
            key("yarnflink.state.object-cache.enabled").booleanType().defaultValue(true);
    private static final ConfigOption<MemorySize> SIZE =
            key("yarnflink.state.object-cache.size").memoryType().noDefaultValue();
    private static final ConfigOption<Double> FRACTION =
            key("yarnflink.state.object-cache.fraction").doubleType().defaultValue(0.5);
    private static final ConfigOption<Boolean> ROCKS_IN_MANAGED =
            key("state.backend.rocksdb.memory.managed").booleanType().defaultValue(true);
    private static final ConfigOption<MemorySize> ROCKS_BESIDE =
            key("state.backend.rocksdb.memory.fixed-per-slot").memoryType().noDefaultValue();

    private ObjectCacheMemory() {}

    /** Whether {@code configuration} names RocksDB, by its short name or by a factory's class, whose names all say so. */
    static boolean namesRocks(Configuration configuration) {
        return configuration
                .get(StateBackendOptions.STATE_BACKEND)
                .toLowerCase(Locale.ROOT)
                .contains("rocks");
    }

    /**
     * What of {@code managed} the heap is to have.
     *
     * @throws IllegalConfigurationException if the cache is to have all of it, or more
     */
    static MemorySize outOf(MemorySize managed, Configuration configuration) {
        boolean wanted = namesRocks(configuration)
                && configuration.get(ENABLED)
                && configuration.get(ROCKS_IN_MANAGED)
                && !configuration.contains(ROCKS_BESIDE)
                && !configuration.contains(RESERVED);
        if (!wanted || managed.getBytes() == 0) {
            return MemorySize.ZERO;
        }
        MemorySize bytes =
                configuration.getOptional(SIZE).orElseGet(() -> managed.multiply(configuration.get(FRACTION)));
        if (bytes.compareTo(managed) >= 0) {
            throw new IllegalConfigurationException("Expected the cache of objects (" + SIZE.key() + ", "
                    + FRACTION.key() + ") to take less than managed memory, which is "
                    + managed.toHumanReadableString() + " and has to hold RocksDB's own memory too; found "
                    + bytes.toHumanReadableString() + ". Lower it, or raise "
                    + TaskManagerOptions.MANAGED_MEMORY_SIZE.key() + " or "
                    + TaskManagerOptions.TOTAL_PROCESS_MEMORY.key());
        }
        return bytes;
    }
}
