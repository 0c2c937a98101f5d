package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that stand for configuration keys. */
class SubmissionOptionsTest {

    private final FakeCluster cluster = new FakeCluster();

    @TempDir
    Path folder;

    private String jar = "";
    private Cli cli = new Cli(Path.of(""), cluster, Map.of());

    @BeforeEach
    void prepare() throws IOException {
        jar = Files.createFile(folder.resolve("words.jar")).toString();
        cli = new Cli(folder, cluster, Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf"));
    }

    @Test
    void shouldTellYarnWhatTheOptionsSay() {
        assertThat(cli.run(
                        "run-application",
                        "--tags",
                        "a,b",
                        "--tags",
                        "c",
                        "--priority",
                        "5",
                        "--node-label",
                        "gpu",
                        jar))
                .isZero();

        assertThat(configuration())
                .containsEntry("yarn.tags", "a,b,c")
                .containsEntry("yarn.application.priority", "5")
                .containsEntry("yarn.application.node-label", "gpu")
                .containsEntry("yarn.taskmanager.node-label", "gpu");
    }

    @Test
    void shouldShipArchivesToBeUnpackedAndAllElseAsItIs() throws IOException {
        // given
        Path directory = Files.createDirectory(folder.resolve("not.zip"));

        // when
        cli.run(
                "run-application",
                "-D",
                "yarn.ship-files=/first",
                "--ship",
                "/x/model.bin",
                "--ship",
                "/x/a.tar.gz",
                "--ship",
                directory.toString(),
                "-C",
                "file:///opt/udfs.jar",
                "--classpath",
                "http://host/more.jar",
                jar);

        // then
        assertThat(configuration())
                .containsEntry("yarn.ship-files", "/first;/x/model.bin;" + directory)
                .containsEntry("yarn.ship-archives", "/x/a.tar.gz")
                .containsEntry("pipeline.classpaths", "file:///opt/udfs.jar;http://host/more.jar");
    }

    @Test
    void shouldStartProcessesAsTheOptionsSay() {
        cli.run("run-application", "--env", "MODE=fast=x", "--java-home", "/opt/jdk", "--log4j2", "/x/l.xml", jar);

        assertThat(configuration())
                .containsEntry("containerized.master.env.MODE", "fast=x")
                .containsEntry("containerized.taskmanager.env.MODE", "fast=x")
                .containsEntry("containerized.master.env.JAVA_HOME", "/opt/jdk")
                .containsEntry("containerized.taskmanager.env.JAVA_HOME", "/opt/jdk")
                .containsEntry("yarnflink.logging.file", "/x/l.xml");
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThat(cli.run("run-application", "-C", "/opt/udfs.jar", jar)).isEqualTo(2);
        assertThat(cli.err()).contains("Expected a URL").contains("--ship");
        assertThat(cli.run("run-application", "--env", "1X=2", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "--priority", "-1", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "--java-home", "/x", "--jdk-archive", "/y", jar))
                .isEqualTo(2);
        assertThat(cli.run("run-application", "-d", "-sae", jar)).isEqualTo(2);
        assertThat(cluster.submissions).isEmpty();
    }

    @Test
    void shouldLetTheApplicationEndWithTheClientOnlyIfItStays() {
        cli.run("run-application", "--shutdownOnAttachedExit", jar);

        assertThat(configuration()).containsEntry("execution.shutdown-on-attached-exit", "true");
    }

    @Test
    void shouldEndAsTheApplicationThatItIsAttachedToEnds() {
        cluster.outcome = new Outcome.Succeeded();
        assertThat(cli.run("attach", FakeCluster.ID.toString())).isZero();
        cluster.outcome = new Outcome.Killed("Killed by me");
        assertThat(cli.run("attach", FakeCluster.ID.toString())).isEqualTo(3);
        assertThat(cli.err()).contains("Killed by me");
        assertThat(cli.run("attach", "nonsense")).isEqualTo(2);
    }

    private Map<String, String> configuration() {
        assertThat(cluster.submissions).hasSize(1);
        return cluster.submissions.get(0).configuration();
    }
}
