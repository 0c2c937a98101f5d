package io.yarnflink.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

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
                "yarn.heartbeat.container-request-interval", "250")));

        assertThat(options.vcores()).isEqualTo(3);
        assertThat(options.pace().idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.pace().waiting()).isEqualTo(Duration.ofMillis(250));
    }
}
