package io.yarnflink.runtime.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/** The memory of a TaskManager's process. */
public final class TaskManagerMemory {

    private TaskManagerMemory() {}

    /**
     * Computes it from {@code taskmanager.memory.*}, with Flink's rules; the cache of objects in front of RocksDB is on the
     * heap, at the cost of managed memory.
     *
     * @throws IllegalConfigurationException if the sizes contradict each other; the message names the keys
     */
    public static ProcessMemory of(Configuration configuration) {
        Configuration effective = MemoryDefaults.forTaskManager(configuration);
        TaskExecutorProcessSpec spec = spec(effective);
        MemorySize cache = ObjectCacheMemory.outOf(spec.getManagedMemorySize(), effective);
        return new ProcessMemory(
                mebibytes(spec.getTotalProcessMemorySize()),
                JvmFlags.of(
                        spec.getJvmHeapMemorySize().add(cache),
                        Optional.of(spec.getJvmDirectMemorySize()),
                        spec.getJvmMetaspaceSize()),
                resolved(spec, cache, effective));
    }

    private static TaskExecutorProcessSpec spec(Configuration effective) {
        try {
            return TaskExecutorProcessUtils.processSpecFromConfig(effective);
        } catch (IllegalConfigurationException e) {
            throw explained(e, TaskManagerOptions.TOTAL_PROCESS_MEMORY, "taskmanager.memory.*");
        }
    }

    /** Flink's message names the parts, but not what to do. */
    static IllegalConfigurationException explained(
            IllegalConfigurationException problem, ConfigOption<MemorySize> total, String parts) {
        return new IllegalConfigurationException(
                problem.getMessage() + ". Raise " + total.key() + ", or lower the parts among " + parts
                        + " that exceed it.",
                problem);
    }

    private static Map<String, String> resolved(
            TaskExecutorProcessSpec spec, MemorySize cache, Configuration effective) {
        Map<String, String> keys = new HashMap<>();
        keys.put(
                TaskManagerOptions.CPU_CORES.key(),
                String.valueOf(spec.getCpuCores().getValue()));
        keys.put(TaskManagerOptions.TOTAL_PROCESS_MEMORY.key(), text(spec.getTotalProcessMemorySize()));
        keys.put(TaskManagerOptions.TOTAL_FLINK_MEMORY.key(), text(spec.getTotalFlinkMemorySize()));
        keys.put(
                TaskManagerOptions.FRAMEWORK_HEAP_MEMORY.key(),
                text(effective.get(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY)));
        keys.put(
                TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY.key(),
                text(effective.get(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY)));
        keys.put(
                TaskManagerOptions.TASK_HEAP_MEMORY.key(),
                text(spec.getTaskHeapSize().add(cache)));
        keys.put(TaskManagerOptions.TASK_OFF_HEAP_MEMORY.key(), text(spec.getTaskOffHeapSize()));
        keys.put(TaskManagerOptions.NETWORK_MEMORY_MIN.key(), text(spec.getNetworkMemSize()));
        keys.put(TaskManagerOptions.NETWORK_MEMORY_MAX.key(), text(spec.getNetworkMemSize()));
        keys.put(
                TaskManagerOptions.MANAGED_MEMORY_SIZE.key(),
                text(spec.getManagedMemorySize().subtract(cache)));
        keys.put(TaskManagerOptions.JVM_METASPACE.key(), text(spec.getJvmMetaspaceSize()));
        keys.put(TaskManagerOptions.JVM_OVERHEAD_MIN.key(), text(spec.getJvmOverheadSize()));
        keys.put(TaskManagerOptions.JVM_OVERHEAD_MAX.key(), text(spec.getJvmOverheadSize()));
        if (!cache.equals(MemorySize.ZERO)) {
            keys.put(ObjectCacheMemory.RESERVED.key(), text(cache));
        } else {
            effective
                    .getOptional(ObjectCacheMemory.RESERVED)
                    .ifPresent(size -> keys.put(ObjectCacheMemory.RESERVED.key(), text(size)));
        }
        return keys;
    }

    static String text(MemorySize size) {
        return size.getBytes() + "b";
    }

    /** Rounded up: YARN counts whole ones. */
    static int mebibytes(MemorySize size) {
        long mebibyte = MemorySize.ofMebiBytes(1).getBytes();
        return Math.toIntExact((size.getBytes() + mebibyte - 1) / mebibyte);
    }
}
