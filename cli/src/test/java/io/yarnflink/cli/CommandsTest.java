package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ClusterUnreachableException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String ID = FakeCluster.ID.value();

    private final FakeCluster cluster = new FakeCluster();

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""), cluster, Map.of());

    @BeforeEach
    void prepare() {
        cli = new Cli(folder, cluster, Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf"));
    }

    @Test
    void shouldListWhatRuns() {
        // given
        cluster.known.add(FakeCluster.summary(AppState.RUNNING, "words", ""));

        // when
        int code = cli.run("list");

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out().lines()).hasSize(2);
        assertThat(cli.out())
                .contains("APPLICATION")
                .contains(ID)
                .contains("words")
                .contains("RUNNING");
        assertThat(cli.out()).contains("2 min 00 s").contains("4 GiB");
    }

    @Test
    void shouldListWhatHasEndedOnRequestOnly() {
        // given
        cluster.known.add(FakeCluster.summary(AppState.FAILED, "words", "broken"));

        // when
        cli.run("list");

        // then
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("yarn-flink list --all");

        // when
        cli.run("list", "--all");

        // then
        assertThat(cli.out()).contains(ID).contains("FAILED").contains("30.0 s");
    }

    @Test
    void shouldShowHowAnApplicationEnded() {
        // given
        cluster.known.add(FakeCluster.summary(AppState.FAILED, "words", "first line\nsecond line"));

        // when
        int code = cli.run("status", ID);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out())
                .contains("FAILED after 30.0 s")
                .contains("first line")
                .contains("second line");
    }

    @Test
    void shouldConfirmAKill() {
        // given
        cluster.known.add(FakeCluster.summary(AppState.KILLED, "words", ""));

        // when
        int code = cli.run("kill", ID);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).isEqualTo("Killed " + ID + " (words)" + System.lineSeparator());
    }

    @Test
    void shouldSayThatThereWasNothingToKill() {
        // given
        cluster.known.add(FakeCluster.summary(AppState.SUCCEEDED, "words", ""));

        // when
        int code = cli.run("kill", ID);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).contains("had ended already: succeeded");
    }

    @Test
    void shouldTellTheUnknownFromTheMalformed() {
        assertThat(cli.run("status", ID)).isEqualTo(6);
        assertThat(cli.run("kill", ID)).isEqualTo(6);
        assertThat(cli.run("status", "42")).isEqualTo(2);
        assertThat(cli.err()).contains("yarn-flink list");
    }

    @Test
    void shouldTellThatTheClusterDoesNotAnswer() {
        cluster.problem = new ClusterUnreachableException("No answer from rm.example.org:8032", null);
        assertThat(cli.run("list")).isEqualTo(4);
        assertThat(cli.err()).contains("No answer from rm.example.org:8032");
    }

    @Test
    void shouldTellWhetherAnEmbeddedClusterRuns() {
        assertThat(cli.run("embedded", "status")).isEqualTo(7);
        assertThat(cli.out()).contains(folder.resolve(".yarn-flink/embedded").toString());
        Cli other = new Cli(folder, cluster, Map.of("XDG_STATE_HOME", "/elsewhere"));
        assertThat(other.run("embedded", "status")).isEqualTo(7);
        assertThat(other.out()).contains("/elsewhere/yarn-flink/embedded");
        assertThat(cli.run("embedded", "stop")).isEqualTo(0);
        assertThat(cli.run("list", "--target", "embedded")).isEqualTo(4);
        assertThat(cli.err()).contains("yarn-flink embedded start");
    }

    @Test
    void shouldSayThatOnlyRunApplicationNeedsNoCluster() {
        assertThat(cli.run("list", "--target", "local")).isEqualTo(2);
        assertThat(cli.err()).contains("--target local is for run-application");
    }

    @Test
    void shouldWantAProcessForAClusterToBelongTo() {
        // given an id that no process has
        String nobody = Integer.toString(Integer.MAX_VALUE);

        // then
        assertThat(cli.run("embedded", "start", "--pid", nobody)).isEqualTo(2);
        assertThat(cli.err()).contains("--pid", nobody);
    }

    @Test
    void shouldRefuseSizesThatCannotWork() {
        assertThat(cli.run("embedded", "start", "--memory", "100")).isEqualTo(2);
        assertThat(cli.run("embedded", "start", "--dir", "/tmp/with space")).isEqualTo(2);
        assertThat(cli.err()).contains("512 MB").contains("without spaces");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run-application",
                "list",
                "status",
                "kill",
                "fs",
                "embedded",
                "embedded start",
                "embedded stop",
                "embedded status"
            })
    void shouldHelpWithExamples(String command) {
        // when
        int code = cli.run((command + " --help").split(" "));

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).contains("Usage: yarn-flink " + command).contains("Examples:");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldTellVersions() {
        assertThat(cli.run("--version")).isEqualTo(0);
        assertThat(cli.out())
                .contains("yarn-flink 0.")
                .contains("Apache Flink 2.")
                .contains("Hadoop client 3.");
    }

    @Test
    void shouldShowTheWayWithoutACommand() {
        assertThat(cli.run()).isEqualTo(2);
        assertThat(cli.err()).contains("run-application");
        assertThat(cli.run("lst")).isEqualTo(2);
        assertThat(cli.err()).contains("Did you mean list?");
    }
}
