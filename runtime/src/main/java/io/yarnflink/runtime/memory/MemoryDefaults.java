package io.yarnflink.runtime.memory;

import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Sizes for small work, for those who have said nothing of memory. As soon as a size of a process is configured, every
 * default is Flink's, so that a configuration means what it means there.
 */
final class MemoryDefaults {

    private static final Set<ConfigOption<MemorySize>> TASK_MANAGER_SIZES = Set.of(
            TaskManagerOptions.TOTAL_PROCESS_MEMORY,
            TaskManagerOptions.TOTAL_FLINK_MEMORY,
            TaskManagerOptions.TASK_HEAP_MEMORY,
            TaskManagerOptions.MANAGED_MEMORY_SIZE);

    private static final Set<ConfigOption<MemorySize>> JOB_MANAGER_SIZES = Set.of(
            JobManagerOptions.TOTAL_PROCESS_MEMORY,
            JobManagerOptions.TOTAL_FLINK_MEMORY,
            JobManagerOptions.JVM_HEAP_MEMORY);

    private static final Map<String, String> TASK_MANAGER = Map.of(
            TaskManagerOptions.TOTAL_PROCESS_MEMORY.key(), "1024m",
            TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY.key(), "64m",
            TaskManagerOptions.JVM_METASPACE.key(), "192m",
            TaskManagerOptions.JVM_OVERHEAD_MIN.key(), "128m",
            TaskManagerOptions.NETWORK_MEMORY_MIN.key(), "32m",
            TaskManagerOptions.NETWORK_MEMORY_FRACTION.key(), "0.06",
            TaskManagerOptions.MANAGED_MEMORY_FRACTION.key(), "0.2");

    /** State in RocksDB is there to be large: the container has Flink's default size, and managed memory its share. */
    private static final Map<String, String> TASK_MANAGER_WITH_ROCKS = Map.of(
            TaskManagerOptions.TOTAL_PROCESS_MEMORY.key(), "1728m",
            TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY.key(), "64m",
            TaskManagerOptions.JVM_METASPACE.key(), "192m",
            TaskManagerOptions.JVM_OVERHEAD_MIN.key(), "192m",
            TaskManagerOptions.NETWORK_MEMORY_MIN.key(), "32m",
            TaskManagerOptions.NETWORK_MEMORY_FRACTION.key(), "0.06");

    private static final Map<String, String> JOB_MANAGER = Map.of(
            JobManagerOptions.TOTAL_PROCESS_MEMORY.key(), "768m",
            JobManagerOptions.OFF_HEAP_MEMORY.key(), "64m",
            JobManagerOptions.JVM_METASPACE.key(), "192m",
            JobManagerOptions.JVM_OVERHEAD_MIN.key(), "96m");

    private MemoryDefaults() {}

    /** A copy with our defaults where a TaskManager's size is not configured. */
    static Configuration forTaskManager(Configuration configuration) {
        return withDefaults(
                configuration,
                TASK_MANAGER_SIZES,
                ObjectCacheMemory.namesRocks(configuration) ? TASK_MANAGER_WITH_ROCKS : TASK_MANAGER);
    }

    /** A copy with our defaults where the JobManager's size is not configured. */
    static Configuration forJobManager(Configuration configuration) {
        return withDefaults(configuration, JOB_MANAGER_SIZES, JOB_MANAGER);
    }

    private static Configuration withDefaults(
            Configuration configuration, Set<ConfigOption<MemorySize>> sizes, Map<String, String> defaults) {
        Configuration result = new Configuration(configuration);
        if (sizes.stream().noneMatch(configuration::contains)) {
            defaults.forEach((key, value) -> {
                if (!configuration.containsKey(key)) {
                    result.setString(key, value);
                }
            });
        }
        return result;
    }
}
