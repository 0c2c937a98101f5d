package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.configuration.JvmFlags;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.memory.JobManagerMemory;
import io.yarnflink.runtime.memory.ProcessMemory;
import io.yarnflink.runtime.memory.TaskManagerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.TaskManagerOptions;

/** How large an application's processes are, by Flink's memory keys. */
final class ProcessSizes {

    private ProcessSizes() {}

    /** @param workerVcores of a TaskManager; empty for as many as it has slots */
    static MasterProcess of(Map<String, String> configuration, int masterVcores, OptionalInt workerVcores)
            throws BadUsageException {
        Configuration flinks = Configuration.fromMap(configuration);
        try {
            ProcessMemory master = JobManagerMemory.of(flinks);
            ProcessMemory worker = TaskManagerMemory.of(flinks);
            return new MasterProcess(
                    master.containerMebibytes(),
                    masterVcores,
                    jvmFlags(master, configuration),
                    ContainerCommand.javaHome(configuration, "master"),
                    worker.containerMebibytes(),
                    workerVcores.orElseGet(() -> flinks.get(TaskManagerOptions.NUM_TASK_SLOTS)));
        } catch (IllegalConfigurationException | IllegalArgumentException e) {
            throw new BadUsageException("The memory keys cannot be met: " + e.getMessage(), e);
        }
    }

    /** The user's own flags come last, so that they win. */
    private static List<String> jvmFlags(ProcessMemory memory, Map<String, String> configuration) {
        List<String> flags = new ArrayList<>(memory.jvmFlags());
        flags.addAll(JvmFlags.of(configuration));
        return flags;
    }
}
