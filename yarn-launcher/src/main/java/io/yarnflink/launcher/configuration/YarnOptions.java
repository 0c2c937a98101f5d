package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What YARN is asked for by Flink's keys.
 *
 * @param queue {@code yarn.application.queue}
 * @param priority {@code yarn.application.priority}; -1 for the cluster's default
 * @param tags {@code yarn.tags}
 * @param attempts {@code yarn.application-attempts}: how often YARN may start the ApplicationMaster; 2 unless somebody says
 *     otherwise
 * @param attemptValidity {@code yarn.application-attempt-failures-validity-interval}: older failures are forgotten
 * @param masterVcores {@code yarn.appmaster.vcores}
 * @param workerVcores {@code yarn.containers.vcores}; empty for as many as a TaskManager has slots
 * @param nodeLabel {@code yarn.application.node-label}: where its containers may run
 * @param workerNodeLabel {@code yarn.taskmanager.node-label}: where those of TaskManagers may run; empty for the
 *     application's
 * @param viewAcls {@code yarn.view.acls}: who may see the application
 * @param modifyAcls {@code yarn.modify.acls}: who may change and end the application
 * @param rolledLogs {@code yarn.rolled-logs.include-pattern}: log files that YARN collects while the application runs
 * @param unrolledLogs {@code yarn.rolled-logs.exclude-pattern}
 */
public record YarnOptions(
        Optional<String> queue,
        int priority,
        List<String> tags,
        int attempts,
        Duration attemptValidity,
        int masterVcores,
        OptionalInt workerVcores,
        Optional<String> nodeLabel,
        Optional<String> workerNodeLabel,
        Optional<AccessList> viewAcls,
        Optional<AccessList> modifyAcls,
        Optional<String> rolledLogs,
        Optional<String> unrolledLogs) {

    public YarnOptions {
        tags = List.copyOf(tags);
    }

    /**
     * Reads the options from an effective configuration.
     *
     * @throws BadUsageException with every value that cannot be read
     */
    public static YarnOptions read(Map<String, String> configuration) throws BadUsageException {
        KeyReader keys = new KeyReader(configuration);
        int vcores = keys.number("yarn.containers.vcores", -1, -1);
        YarnOptions options = new YarnOptions(
                keys.text("yarn.application.queue"),
                keys.number("yarn.application.priority", -1, -1),
                keys.list("yarn.tags"),
                keys.number("yarn.application-attempts", 2, 1),
                keys.duration("yarn.application-attempt-failures-validity-interval", Duration.ofSeconds(10)),
                keys.number("yarn.appmaster.vcores", 1, 1),
                vcores < 1 ? OptionalInt.empty() : OptionalInt.of(vcores),
                keys.text("yarn.application.node-label"),
                keys.text("yarn.taskmanager.node-label"),
                keys.accessList("yarn.view.acls"),
                keys.accessList("yarn.modify.acls"),
                keys.text("yarn.rolled-logs.include-pattern"),
                keys.text("yarn.rolled-logs.exclude-pattern"));
        keys.throwProblems();
        return options;
    }

    /** All node labels that are asked for, each once. */
    public List<String> nodeLabels() {
        return Stream.of(nodeLabel, workerNodeLabel)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
