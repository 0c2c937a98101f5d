package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.RequestFailedException;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCommandsTest {

    private static final String ID = FakeCluster.ID.value();
    private static final String LINE = System.lineSeparator();
    private static final String SAVEPOINT = "hdfs:///savepoints/savepoint-1" + LINE;

    private final FakeCluster cluster = new FakeCluster();

    @TempDir
    Path folder;

    private Cli cli = new Cli(Path.of(""), cluster, Map.of());

    @BeforeEach
    void prepare() {
        cli = new Cli(folder, cluster, Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf"));
    }

    @Test
    void shouldPrintTheSavepointsPathAlone() {
        // when
        int code = cli.run("savepoint", ID, "hdfs:///here");

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).isEqualTo(SAVEPOINT);
        assertThat(cluster.savepoints)
                .containsExactly(
                        new SavepointWish(SavepointGoal.GO_ON, Optional.empty(), Optional.of("hdfs:///here"), true));
    }

    @Test
    void shouldPassWhatASavepointIsToBeLike() {
        // when
        cli.run("savepoint", "--type", "NATIVE", "--jobid", "abc", ID);

        // then
        assertThat(cluster.savepoints)
                .containsExactly(new SavepointWish(SavepointGoal.GO_ON, Optional.of("abc"), Optional.empty(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p", "--savepointPath", "--savepoint-dir"})
    void shouldStopWithASavepoint(String option) {
        // when
        int code = cli.run("stop", option, "hdfs:///there", ID);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).isEqualTo(SAVEPOINT);
        assertThat(cli.err()).contains(ID + " succeeded");
        assertThat(cluster.savepoints)
                .containsExactly(
                        new SavepointWish(SavepointGoal.SUSPEND, Optional.empty(), Optional.of("hdfs:///there"), true));
    }

    @Test
    void shouldTakeFlinksOptionsOfStop() {
        // when the directory of -p is left out, as Flink allows
        int code = cli.run("stop", ID, "--drain", "--type", "canonical", "-p");

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cluster.savepoints)
                .containsExactly(new SavepointWish(SavepointGoal.DRAIN, Optional.empty(), Optional.empty(), true));
    }

    @Test
    void shouldTellOfTheSavepointEvenIfTheApplicationFailsAfterIt() {
        // given
        cluster.endAfterStop = Optional.of(new Outcome.Failed("main() threw"));

        // when
        int code = cli.run("stop", ID);

        // then
        assertThat(code).isEqualTo(1);
        assertThat(cli.out()).isEqualTo(SAVEPOINT);
        assertThat(cli.err()).contains("main() threw");
    }

    @Test
    void shouldNotWaitForOtherJobs() {
        // given
        cluster.endAfterStop = Optional.empty();

        // when, then
        assertThat(cli.run("stop", ID)).isEqualTo(0);
        assertThat(cli.err()).contains("goes on with its other jobs");
    }

    @Test
    void shouldCancel() {
        // given
        cluster.outcome = new Outcome.Killed("");

        // when, then
        assertThat(cli.run("cancel", ID)).isEqualTo(0);
        assertThat(cli.out()).isEqualTo("Cancelled " + ID + LINE);
    }

    @Test
    void shouldNotClaimACancellationThatCameTooLate() {
        cluster.outcome = new Outcome.Succeeded();
        assertThat(cli.run("cancel", ID)).isEqualTo(8);
        cluster.outcome = new Outcome.Failed("broken");
        assertThat(cli.run("cancel", ID)).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldPointWhoCancelsWithASavepointToStop() {
        assertThat(cli.run("cancel", "-s", "hdfs:///x", ID)).isEqualTo(2);
        assertThat(cli.err()).contains("yarn-flink stop --savepointPath");
    }

    @Test
    void shouldShowCheckpointsNewestFirst() {
        // given
        long now = new ManualClock().now().toEpochMilli();
        cluster.checkpoints.add(
                new CheckpointView("ab", "words", 7, false, now - 61_000, 1_234, 2_048, "hdfs:///c/chk-7"));
        cluster.checkpoints.add(
                new CheckpointView("ab", "words", 8, true, now - 2_000, 300, 4_096, "hdfs:///s/savepoint-1"));

        // when
        int code = cli.run("checkpoints", ID);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out().lines())
                .containsExactly(
                        "ID  KIND        AGE         DURATION  SIZE    PATH",
                        "8   savepoint   2.0 s       0.3 s     4.1 kB  hdfs:///s/savepoint-1",
                        "7   checkpoint  1 min 01 s  1.2 s     2.0 kB  hdfs:///c/chk-7");
    }

    @Test
    void shouldShowCheckpointsToScripts() {
        // given
        cluster.checkpoints.add(new CheckpointView("ab", "the \"best\"", 7, false, 5, 6, 7, "hdfs:///c/chk-7"));

        // when
        cli.run("checkpoints", "--json", ID);

        // then
        assertThat(cli.out())
                .contains("\"jobName\": \"the \\\"best\\\"\", \"id\": 7, \"savepoint\": false, \"triggeredAt\": 5");
    }

    @Test
    void shouldSayThatThereAreNoCheckpoints() {
        assertThat(cli.run("checkpoints", ID)).isEqualTo(0);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("no checkpoint yet");
    }

    @Test
    void shouldShowWhatANameHasLeft() {
        // given
        leave("application_1700000000000_0009", 8);
        leave("application_1700000000000_0007", 5);

        // when
        int code = cli.run("checkpoints", "--name", "orders");

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out().lines())
                .containsExactly(
                        "APPLICATION                     ID  KIND        AGE    DURATION  SIZE    PATH",
                        "application_1700000000000_0009  8   checkpoint  2.0 s  0.3 s     4.1 kB  hdfs:///c/chk-8",
                        "application_1700000000000_0007  5   checkpoint  2.0 s  0.3 s     4.1 kB  hdfs:///c/chk-5");
        cli.run("checkpoints", "--name", "orders", "--json");
        assertThat(cli.out()).contains("{\"application\": \"application_1700000000000_0009\", \"job\": \"ab\"");
    }

    @Test
    void shouldCleanByCountAndAge() {
        // given
        leave("application_1700000000000_0009", 8);
        leave("application_1700000000000_0007", 5);

        // when
        int code = cli.run("checkpoints", "--clean", "orders", "--older-than", "7d", "--dry-run");

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cluster.cleanings).containsExactly(new CleaningWish(1, Optional.of(Duration.ofDays(7)), true));
        assertThat(cli.out()).contains("chk-5").doesNotContain("chk-8");
        assertThat(cli.err()).contains("Would remove 1 of 'orders'");
        cli.run("checkpoints", "--clean", "orders", "--keep", "0");
        assertThat(cluster.cleanings).contains(new CleaningWish(0, Optional.empty(), false));
        assertThat(cli.err()).contains("Removed 2 of 'orders'");
    }

    @Test
    void shouldWantToKnowWhoseCheckpointsAreMeant() {
        assertThat(cli.run("checkpoints")).isEqualTo(2);
        assertThat(cli.run("checkpoints", "--name", "orders", ID)).isEqualTo(2);
        assertThat(cli.run("checkpoints", "--name", "orders", "--keep", "3")).isEqualTo(2);
        assertThat(cli.run("checkpoints", "--clean", "orders", "--keep", "-1")).isEqualTo(2);
        assertThat(cli.run("checkpoints", "--clean", "orders", "--older-than", "soon"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("'12h' or '7d'");
        assertThat(cluster.cleanings).isEmpty();
    }

    private void leave(String application, long id) {
        long now = new ManualClock().now().toEpochMilli();
        cluster.left.add(new KeptCheckpoint(
                new AppId(application),
                new CheckpointView("ab", "words", id, false, now - 2_000, 300, 4_096, "hdfs:///c/chk-" + id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"savepoint", "stop", "cancel", "checkpoints"})
    void shouldTellWhatWentWrongByTheExitCode(String command) {
        cluster.problem = new RequestFailedException("no place on storage", null);
        assertThat(cli.run(command, ID)).isEqualTo(1);
        assertThat(cli.err()).contains("yarn-flink: no place on storage").doesNotContain("unexpected");
        cluster.problem = new BadUsageException("two jobs", null);
        assertThat(cli.run(command, ID)).isEqualTo(2);
        cluster.problem = new ClusterUnreachableException("silence", null);
        assertThat(cli.run(command, ID)).isEqualTo(4);
        cluster.problem = new AccessRefusedException("only for bob", null);
        assertThat(cli.run(command, ID)).isEqualTo(5);
        cluster.problem = new ApplicationNotFoundException("who?", null);
        assertThat(cli.run(command, ID)).isEqualTo(6);
        cluster.problem = new ApplicationNotLiveException("ended", null);
        assertThat(cli.run(command, ID)).isEqualTo(8);
        assertThat(cli.run(command, "42")).isEqualTo(2);
        assertThat(cli.run(command)).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldRefuseAFormatThatItDoesNotKnow() {
        assertThat(cli.run("savepoint", "--type", "parquet", ID)).isEqualTo(2);
        assertThat(cli.err()).contains("canonical or native");
    }
}
