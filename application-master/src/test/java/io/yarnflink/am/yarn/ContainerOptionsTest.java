package io.yarnflink.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.am.worker.NodePolicy;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

final class ContainerOptionsTest {

    @Test
    void shouldExpectAsManyTaskManagersAsTheParallelismFills() {
        ContainerOptions options = ContainerOptions.of(
                Configuration.fromMap(Map.of("parallelism.default", "5", "taskmanager.numberOfTaskSlots", "2")));

        assertThat(options.expectedWorkers()).isEqualTo(3);
        assertThat(options.vcores()).isEqualTo(2);
        assertThat(options.startFailureLimit()).isEqualTo(6);
    }

    @Test
    void shouldHonourWhatIsConfigured() {
        ContainerOptions options = ContainerOptions.of(Configuration.fromMap(Map.of(
                "yarn.containers.vcores", "3",
                "yarn.heartbeat.interval", "7",
                "yarn.heartbeat.container-request-interval", "250 ms",
                "yarn.taskmanager.node-label", "gpu")));

        assertThat(options.vcores()).isEqualTo(3);
        assertThat(options.nodeLabel()).contains("gpu");
        assertThat(options.pace().idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.pace().waiting()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldAvoidNodesAsConfigured() {
        ContainerOptions usual = ContainerOptions.of(new Configuration());
        ContainerOptions options = ContainerOptions.of(Configuration.fromMap(Map.of(
                "yarnflink.task-managers.start-failure-limit", "7",
                "yarnflink.nodes.avoid-after-failures", "0",
                "yarnflink.nodes.failure-window", "1 min",
                "yarnflink.nodes.avoid-for", "1 h")));

        assertThat(usual.nodePolicy()).isEqualTo(new NodePolicy(3, Duration.ofMinutes(10), Duration.ofMinutes(30)));
        assertThat(usual.startFailureLimit()).isEqualTo(4);
        assertThat(options.nodePolicy()).isEqualTo(new NodePolicy(0, Duration.ofMinutes(1), Duration.ofHours(1)));
        assertThat(options.startFailureLimit()).isEqualTo(7);
    }
}
