package io.yarnflink.runtime.memory;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * The memory that a TaskManager manages itself, as decided in its configuration.
 *
 * @param network for buffers of data exchange
 * @param managed for operators and state backends, of all slots together
 * @param pageSize of both, in bytes
 */
public record WorkerMemory(MemorySize network, MemorySize managed, int pageSize) {

    /**
     * Reads the sizes that {@link TaskManagerMemory} has decided, or {@link #decideForThisJvm}.
     *
     * @throws IllegalArgumentException if they are not decided
     */
    public static WorkerMemory of(Configuration configuration) {
        MemorySize network = configuration.get(TaskManagerOptions.NETWORK_MEMORY_MAX);
        boolean decided = configuration.contains(TaskManagerOptions.MANAGED_MEMORY_SIZE)
                && network.equals(configuration.get(TaskManagerOptions.NETWORK_MEMORY_MIN));
        if (!decided) {
            throw new IllegalArgumentException(
                    "Expected decided sizes in " + TaskManagerOptions.MANAGED_MEMORY_SIZE.key()
                            + " and, equal to each other, " + TaskManagerOptions.NETWORK_MEMORY_MIN.key() + " and "
                            + TaskManagerOptions.NETWORK_MEMORY_MAX.key()
                            + ", but they are not in the TaskManager's configuration");
        }
        return new WorkerMemory(network, configuration.get(TaskManagerOptions.MANAGED_MEMORY_SIZE), (int)
                configuration.get(TaskManagerOptions.MEMORY_SEGMENT_SIZE).getBytes());
    }

    /**
     * A copy of the configuration with sizes for a TaskManager that shares a running JVM with others, where they are not
     * configured.
     */
    public static Configuration decideForThisJvm(Configuration configuration) {
        Configuration decided = new Configuration(configuration);
        if (!decided.contains(TaskManagerOptions.MANAGED_MEMORY_SIZE)) {
            decided.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        }
        MemorySize network = decided.getOptional(TaskManagerOptions.NETWORK_MEMORY_MAX)
                .or(() -> decided.getOptional(TaskManagerOptions.NETWORK_MEMORY_MIN))
                .orElse(MemorySize.ofMebiBytes(32));
        decided.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        decided.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        return decided;
    }
}
