package io.yarnflink.am.yarn;

import io.yarnflink.am.worker.HeartbeatPace;
import io.yarnflink.am.worker.NodePolicy;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * What the configuration says about TaskManagers' containers, by the keys that Flink's users know.
 *
 * @param vcores of one container
 * @param nodeLabel {@code yarn.taskmanager.node-label}; empty for that of the application
 * @param expectedWorkers TaskManagers for the configured parallelism
 * @param startFailureLimit TaskManagers in a row that may fail to come up
 * @param nodePolicy which nodes are avoided
 * @param pace of heartbeats to the ResourceManager
 */
public record ContainerOptions(
        int vcores,
        Optional<String> nodeLabel,
        int expectedWorkers,
        int startFailureLimit,
        NodePolicy nodePolicy,
        HeartbeatPace pace) {

    private static final ConfigOption<Integer> VCORES =
            ConfigOptions.key("yarn.containers.vcores").intType().defaultValue(-1);
    private static final ConfigOption<String> NODE_LABEL =
            ConfigOptions.key("yarn.taskmanager.node-label").stringType().noDefaultValue();
    private static final ConfigOption<Duration> WAITING = ConfigOptions.key("yarn.heartbeat.container-request-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(100));
    private static final ConfigOption<Integer> IDLE_SECONDS = ConfigOptions.key("yarn.heartbeat.interval")
            .intType()
            .defaultValue(1)
            .withDeprecatedKeys("yarn.heartbeat-delay");

    private static final ConfigOption<Integer> START_FAILURE_LIMIT = ConfigOptions.key(
                    "yarnflink.task-managers.start-failure-limit")
            .intType()
            .noDefaultValue();
    private static final ConfigOption<Integer> NODE_FAILURES =
            ConfigOptions.key("yarnflink.nodes.avoid-after-failures").intType().defaultValue(3);
    private static final ConfigOption<Duration> NODE_FAILURE_WINDOW =
            ConfigOptions.key("yarnflink.nodes.failure-window").durationType().defaultValue(Duration.ofMinutes(10));
    private static final ConfigOption<Duration> NODE_AVOIDANCE =
            ConfigOptions.key("yarnflink.nodes.avoid-for").durationType().defaultValue(Duration.ofMinutes(30));

    private static final Duration SHORTEST_WAITING = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WAITING_LONG_FACTOR = 5;
    private static final int LEAST_START_FAILURES = 4;
    private static final int START_FAILURES_PER_WORKER = 2;

    /** Reads the options. */
    public static ContainerOptions of(Configuration configuration) {
        int slots = Math.max(1, configuration.get(TaskManagerOptions.NUM_TASK_SLOTS));
        int parallelism = Math.max(1, configuration.get(CoreOptions.DEFAULT_PARALLELISM));
        int workers = (parallelism + slots - 1) / slots;
        int vcores = configuration.get(VCORES);
        Duration waiting = longer(SHORTEST_WAITING, configuration.get(WAITING));
        Duration idle = Duration.ofSeconds(Math.max(1, configuration.get(IDLE_SECONDS)));
        return new ContainerOptions(
                vcores < 1 ? slots : vcores,
                configuration.getOptional(NODE_LABEL).map(String::strip).filter(label -> !label.isEmpty()),
                workers,
                startFailureLimit(configuration, workers),
                new NodePolicy(
                        Math.max(0, configuration.get(NODE_FAILURES)),
                        configuration.get(NODE_FAILURE_WINDOW),
                        configuration.get(NODE_AVOIDANCE)),
                new HeartbeatPace(waiting, shorter(waiting.multipliedBy(WAITING_LONG_FACTOR), idle), idle, PATIENCE));
    }

    /** With many TaskManagers, one bad node may spoil several starts before it is avoided. */
    private static int startFailureLimit(Configuration configuration, int workers) {
        return configuration
                .getOptional(START_FAILURE_LIMIT)
                .map(limit -> Math.max(1, limit))
                .orElse(Math.max(LEAST_START_FAILURES, START_FAILURES_PER_WORKER * workers));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
