package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.runtime.application.ContainerCommand;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;

/** How large an application's processes are, by Flink's memory keys. */
final class ProcessSizes {

    private static final String MASTER = "jobmanager.memory.process.size";
    private static final String WORKER = "taskmanager.memory.process.size";

    private ProcessSizes() {}

    static MasterProcess of(Map<String, String> configuration, int masterVcores) throws BadUsageException {
        int master = mib(configuration, MASTER, "1024m");
        return new MasterProcess(
                master,
                masterVcores,
                List.of("-Xmx" + master * 3 / 5 + "m"),
                ContainerCommand.javaHome(configuration, "master"),
                mib(configuration, WORKER, "1728m"));
    }

    private static int mib(Map<String, String> configuration, String key, String otherwise) throws BadUsageException {
        String value = configuration.getOrDefault(key, otherwise);
        try {
            return MemorySize.parse(value).getMebiBytes();
        } catch (IllegalArgumentException e) {
            throw new BadUsageException(
                    "Expected a memory size such as '1g' for " + key + ", found '" + value + "'", e);
        }
    }
}
