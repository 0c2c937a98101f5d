package io.yarnflink.runtime.memory;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** The memory of the ApplicationMaster's process, which hosts the JobManager and the user's {@code main()}. */
public final class JobManagerMemory {

    private JobManagerMemory() {}

    /**
     * Computes it from {@code jobmanager.memory.*}, with Flink's rules.
     *
     * @throws IllegalConfigurationException if the sizes contradict each other; the message names the keys
     */
    public static ProcessMemory of(Configuration configuration) {
        JobManagerProcessSpec spec = spec(MemoryDefaults.forJobManager(configuration));
        Optional<MemorySize> direct = configuration.get(JobManagerOptions.JVM_DIRECT_MEMORY_LIMIT_ENABLED)
                ? Optional.of(spec.getJvmDirectMemorySize())
                : Optional.empty();
        return new ProcessMemory(
                TaskManagerMemory.mebibytes(spec.getTotalProcessMemorySize()),
                JvmFlags.ofCoordination(spec.getJvmHeapMemorySize(), direct, spec.getJvmMetaspaceSize()),
                Map.of(
                        JobManagerOptions.TOTAL_PROCESS_MEMORY.key(),
                        TaskManagerMemory.text(spec.getTotalProcessMemorySize()),
                        JobManagerOptions.JVM_HEAP_MEMORY.key(),
                        TaskManagerMemory.text(spec.getJvmHeapMemorySize()),
                        JobManagerOptions.OFF_HEAP_MEMORY.key(),
                        TaskManagerMemory.text(spec.getJvmDirectMemorySize()),
                        JobManagerOptions.JVM_METASPACE.key(),
                        TaskManagerMemory.text(spec.getJvmMetaspaceSize())));
    }

    private static JobManagerProcessSpec spec(Configuration effective) {
        try {
            return JobManagerProcessUtils.processSpecFromConfig(effective);
        } catch (IllegalConfigurationException e) {
            throw TaskManagerMemory.explained(e, JobManagerOptions.TOTAL_PROCESS_MEMORY, "jobmanager.memory.*");
        }
    }
}
