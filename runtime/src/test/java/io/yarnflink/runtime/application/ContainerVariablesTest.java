package io.yarnflink.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerVariablesTest {

    @Test
    void shouldHandOnWhatIsConfiguredForTheProcess() {
        Map<String, String> configuration = Map.of(
                "containerized.taskmanager.env.TZ", "UTC",
                "containerized.taskmanager.env.MALLOC_ARENA_MAX", "8",
                "containerized.master.env.OTHER", "1");

        assertThat(ContainerVariables.of(configuration, "taskmanager", Optional.of("ada")))
                .containsEntry("TZ", "UTC")
                .containsEntry("MALLOC_ARENA_MAX", "8")
                .containsEntry("HADOOP_USER_NAME", "ada")
                .doesNotContainKey("OTHER");
    }

    @Test
    void shouldPointToTheClientsSettings() {
        assertThat(ContainerVariables.of(Map.of(), "master", Optional.empty()))
                .containsEntry("HADOOP_CONF_DIR", "{{PWD}}/hadoop-conf")
                .doesNotContainKey("HADOOP_USER_NAME");
    }
}
