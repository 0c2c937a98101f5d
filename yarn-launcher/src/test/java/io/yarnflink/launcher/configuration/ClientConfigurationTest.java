package io.yarnflink.launcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadNestedAndDottedKeys() throws Exception {
        write("""
                parallelism.default: 4
                taskmanager:
                  numberOfTaskSlots: 2
                  memory:
                    process.size: 1g
                pipeline.classpaths: [a, b]
                empty:
                """);

        assertThat(ClientConfiguration.load(folder, Map.of()))
                .containsEntry("parallelism.default", "4")
                .containsEntry("taskmanager.numberOfTaskSlots", "2")
                .containsEntry("taskmanager.memory.process.size", "1g")
                .containsEntry("pipeline.classpaths", "[a, b]")
                .doesNotContainKey("empty");
    }

    @Test
    void shouldLetOverridesWin() throws Exception {
        write("parallelism.default: 4\n");

        assertThat(ClientConfiguration.load(folder, Map.of("parallelism.default", "8")))
                .containsExactly(Map.entry("parallelism.default", "8"));
    }

    @Test
    void shouldTakeNothingFromAFileThatIsMissingOrOnlyComments() throws Exception {
        assertThat(ClientConfiguration.load(folder, Map.of())).isEmpty();
        write("# nothing\n");
        assertThat(ClientConfiguration.load(folder, Map.of())).isEmpty();
    }

    @Test
    void shouldNameTheFileThatIsNoMap() throws Exception {
        write("- just\n- a list\n");

        assertThatThrownBy(() -> ClientConfiguration.load(folder, Map.of()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("config.yaml");
    }

    @Test
    void shouldTellEveryValueThatCannotBeRead() {
        assertThatThrownBy(() -> ClientOptions.read(Map.of(
                        "yarnflink.cache.retention", "long",
                        "yarnflink.cache.replication", "-3",
                        "yarnflink.client.check-queue", "perhaps")))
                .isInstanceOfSatisfying(
                        BadUsageException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void shouldReadOptions() throws BadUsageException {
        ClientOptions options = ClientOptions.read(Map.of(
                "yarnflink.cache.dir", "/apps/me",
                "yarnflink.cache.retention", "2 d",
                "yarn.file-replication", "5"));

        assertThat(options.cacheRoot()).isEqualTo(Optional.of("/apps/me"));
        assertThat(options.cacheRetention()).isEqualTo(Duration.ofDays(2));
        assertThat(options.cacheReplication()).isEqualTo(5);
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldHaveTheDefaultsOfTheUserGuide() throws BadUsageException {
        assertThat(ClientOptions.read(Map.of()))
                .isEqualTo(new ClientOptions(
                        Optional.empty(),
                        0,
                        Duration.ofDays(7),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(3),
                        Duration.ZERO,
                        true,
                        true));
    }

    @Test
    void shouldReadWhatYarnIsAskedFor() throws BadUsageException {
        YarnOptions options = YarnOptions.read(Map.of("yarn.tags", "a, b;c", "yarn.application.queue", " q "));

        assertThat(options.tags()).containsExactly("a", "b", "c");
        assertThat(options.queue()).isEqualTo(Optional.of("q"));
        assertThat(options.attempts()).isEqualTo(2);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), yaml);
    }
}
