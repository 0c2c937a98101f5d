package io.yarnflink.state.cache;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** What of the cache can be configured. */
public final class CacheKeys {

    /** Whether there is a cache. */
    public static final ConfigOption<Boolean> ENABLED =
            key("yarnflink.state.object-cache.enabled").booleanType().defaultValue(true);

    /** How many bytes of the TaskManager's heap all caches of the process have together. */
    public static final ConfigOption<MemorySize> SIZE =
            key("yarnflink.state.object-cache.size").memoryType().noDefaultValue();

    /** What the heap has been given for them when the TaskManager's memory was divided. */
    public static final ConfigOption<MemorySize> RESERVED =
            key("yarnflink.state.object-cache.reserved").memoryType().noDefaultValue();

    /** Of a heap that has been given nothing: the program chose RocksDB after the TaskManager had started. */
    private static final int PART_OF_HEAP = 4;

    private CacheKeys() {}

    /** The bytes that caches have together in this process; 0 if there are to be none. */
    public static long bytes(ReadableConfig configuration) {
        if (!configuration.get(ENABLED)) {
            return 0;
        }
        return configuration
                .getOptional(SIZE)
                .or(() -> configuration.getOptional(RESERVED))
                .map(MemorySize::getBytes)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }
}
