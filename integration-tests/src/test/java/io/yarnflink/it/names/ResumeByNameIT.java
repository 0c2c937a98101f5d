package io.yarnflink.it.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.JobJar;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ClusterExtension.class)
class ResumeByNameIT {

    private static final int KILLED = 3;
    private static final int NAME_TAKEN = 9;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern CHECKPOINT = Pattern.compile("hdfs:\\S+/chk-\\d+");
    private static final String RETAINED = "execution.checkpointing.num-retained=2";

    @Test
    void shouldGoOnExactlyAfterAKill(RealCluster cluster) throws Exception {
        // given
        String name = "ledger, killed";
        LedgerApplication ledger = new LedgerApplication(cluster, "/names/killed").records(3_000, 500);
        CliProcess first = ledger.start(2, "--name", name, "-D", RETAINED);
        ApplicationId application = first.application();
        ledger.awaitProgress();

        // when somebody starts it once more
        CliResult twice = ledger.start(2, "--name", name).awaitEnd();

        // then
        assertThat(twice.exitCode()).as(twice.err()).isEqualTo(NAME_TAKEN);
        assertThat(twice.err()).contains(application.toString());

        // when it is killed, and its newest checkpoint gets damaged, which committed nothing that the one before had
        // not
        ledger.awaitAllButHeldCommitted(application);
        cluster.killThroughYarn(application);
        assertThat(first.awaitEnd().exitCode()).isEqualTo(KILLED);
        List<String> left = left(cluster, name);
        assertThat(left).hasSize(2);
        damage(cluster.hdfs(), new Path(left.get(0), "_metadata"));
        CliProcess second = ledger.start(2, "--name", name, "--resume", "latest");

        // then
        second.awaitProgress("Resuming '" + name + "' from checkpoint");
        ledger.release();
        ledger.assertWritesEachLineOnce(second);
        CliResult told = second.awaitEnd();
        assertThat(told.err())
                .contains("Passing over checkpoint")
                .contains(left.get(0))
                .contains("of " + application)
                .contains(left.get(1))
                .doesNotContain("Nothing reads");

        // when, then what is not needed any more can be removed
        CliResult cleaning = cluster.cli().run("checkpoints", "--clean", name, "--keep", "0");
        assertThat(cleaning.exitCode()).as(cleaning.err()).isZero();
        assertThat(left(cluster, name)).isEmpty();
        ledger.assertLeavesNothing(second.application());
    }

    @Test
    void shouldGoOnFromTheSavepointItWasStoppedWith(RealCluster cluster) throws Exception {
        // given
        String name = "ledger-stopped";
        LedgerApplication ledger = new LedgerApplication(cluster, "/names/stopped").records(2_000, 500);
        CliProcess first = ledger.start(2, "--name", name);
        ApplicationId application = first.application();
        ledger.awaitProgress();
        CliResult stop = cluster.cli().run("stop", application.toString(), "--savepoint-dir", ledger.savepoints());
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(first.awaitEnd().exitCode()).isZero();

        // when
        CliResult shown = cluster.cli().run("checkpoints", "--name", name);
        CliProcess second =
                ledger.start(3, "--name", name, "--resume", "latest", "-D", "taskmanager.numberOfTaskSlots=2");

        // then
        assertThat(shown.out()).contains("savepoint").contains(stop.out().strip());
        second.awaitProgress("Resuming '" + name + "' from savepoint");
        ledger.release();
        ledger.assertEndsWithEachLineOnce(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETAIN_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS"})
    void shouldKeepWhatAKilledApplicationHadWhateverBecomesOfItElse(String retention, RealCluster cluster)
            throws Exception {
        // given
        String name = "killed with " + retention;
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        "--name",
                        name,
                        "-D",
                        "execution.checkpointing.interval=200 ms",
                        "-D",
                        "execution.checkpointing.externalized-checkpoint-retention=" + retention,
                        JobJar.of(EndlessJob.class));
        Awaitility.await().atMost(PATIENCE).until(() -> !left(cluster, name).isEmpty());

        // when
        cluster.killThroughYarn(command.application());

        // then
        assertThat(command.awaitEnd().exitCode()).isEqualTo(KILLED);
        List<String> left = left(cluster, name);
        assertThat(left).isNotEmpty();
        assertThat(cluster.hdfs().exists(new Path(left.get(0), "_metadata"))).isTrue();

        // when, then
        CliResult cleaning = cluster.cli().run("checkpoints", "--clean", name, "--keep", "0");
        assertThat(cleaning.exitCode()).as(cleaning.err()).isZero();
        assertThat(cluster.leftovers()).isEmpty();
    }

    /** Paths of what is left of a name, the newest first. */
    private static List<String> left(RealCluster cluster, String name) {
        CliResult shown = cluster.cli().run("checkpoints", "--name", name);
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        return CHECKPOINT.matcher(shown.out()).results().map(MatchResult::group).toList();
    }

    private static void damage(FileSystem files, Path metadata) throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> files.exists(metadata));
        files.truncate(metadata, 0);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> files.getFileStatus(metadata).getLen() == 0);
    }
}
