package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.faults.RunningLedger;
import io.yarnflink.it.ledger.HeldLedgerJob;
import io.yarnflink.it.ledger.HeldLedgerJob.Point;
import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LogEvent;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One application whose ApplicationMaster is killed in one phase of its life after the other, up to the last attempt. */
@ExtendWith(ClusterExtension.class)
class PhasesIT {

    private static final String FOLDER = "/phases";
    private static final String NAME = "ledger-phases";
    private static final int LAST_ATTEMPT = 7;
    private static final int FAILED = 1;
    private static final int UNREACHABLE = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void shouldWriteEachLineOnceInWhateverPhaseItsMasterIsKilled(RealCluster cluster) throws Exception {
        // given
        hold(cluster, Point.MAIN);
        hold(cluster, Point.OPEN);
        LedgerApplication ledger = new LedgerApplication(cluster, FOLDER).records(2_000, 200);
        RunningLedger running = ledger.submit(
                2,
                "--name",
                NAME,
                "--class",
                HeldLedgerJob.class.getName(),
                "-D",
                "yarn.application-attempts=" + LAST_ATTEMPT,
                "-D",
                "yarn.application-attempt-failures-validity-interval=1 h",
                // Of a job that ends. When the last ApplicationMaster is lost there is nobody who could remove any.
                "-D",
                "execution.checkpointing.externalized-checkpoint-retention=NO_EXTERNALIZED_CHECKPOINTS");

        // when
        running.killMaster();
        killWhileMainRuns(cluster, running);
        killWhileTasksAreDeployed(cluster, running);
        killWhileACheckpointIsUnderWay(cluster, running);
        killWhenACheckpointHasBeenWrittenDown(cluster, running);
        killWhileItIsBeingStopped(cluster, running);
        awaitCheckpoint(cluster, running, LAST_ATTEMPT);
        running.killMaster();

        // then
        CliResult lost = running.command().awaitEnd();
        assertThat(lost.exitCode()).as(lost.err()).isEqualTo(FAILED);
        assertThat(lost.err()).contains("exitCode: 137");
        ApplicationReport report = cluster.report(running.application());
        assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(report.getCurrentApplicationAttemptId().getAttemptId()).isEqualTo(LAST_ATTEMPT);
        Containers.awaitNone(running.application());
        assertThatTheNextApplicationEndsExactly(cluster, ledger);
    }

    private static void killWhileMainRuns(RealCluster cluster, RunningLedger running) throws IOException {
        cluster.awaitAttempt(running.application(), 2);
        awaitReached(cluster, Point.MAIN);
        running.killMaster();
        release(cluster, Point.MAIN);
    }

    private static void killWhileTasksAreDeployed(RealCluster cluster, RunningLedger running) throws IOException {
        awaitReached(cluster, Point.OPEN);
        hold(cluster, Point.SNAPSHOT);
        running.killMaster();
        release(cluster, Point.OPEN);
    }

    private static void killWhileACheckpointIsUnderWay(RealCluster cluster, RunningLedger running) throws IOException {
        awaitReached(cluster, Point.SNAPSHOT);
        running.killMaster();
        release(cluster, Point.SNAPSHOT);
        running.awaitProgress();
        running.ledger().assertNoLineTwice();
    }

    /** Hardly anybody has been told of it. */
    private static void killWhenACheckpointHasBeenWrittenDown(RealCluster cluster, RunningLedger running)
            throws IOException {
        String newest = cluster.newestLogEntry(running.application());
        Awaitility.await("another entry in the log")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !cluster.newestLogEntry(running.application()).equals(newest));
        running.killMaster();
        awaitCheckpoint(cluster, running, LAST_ATTEMPT - 1);
        running.ledger().assertNoLineTwice();
    }

    /** Its savepoint is complete, and its tasks are yet to end. */
    private static void killWhileItIsBeingStopped(RealCluster cluster, RunningLedger running) throws IOException {
        hold(cluster, Point.CLOSE);
        CliProcess stop = cluster.cli()
                .start(
                        "stop",
                        running.application().toString(),
                        "--savepoint-dir",
                        running.ledger().savepoints());
        awaitReached(cluster, Point.CLOSE);
        running.killMaster();
        release(cluster, Point.CLOSE);
        assertThatNobodySaysItHasStopped(stop, running);
        running.command().awaitProgress("attempt " + LAST_ATTEMPT + " goes on from ");
        running.ledger().assertNoLineTwice();
    }

    /** Waits until an attempt has completed one of its own. */
    private static void awaitCheckpoint(RealCluster cluster, RunningLedger running, int attempt) {
        Awaitility.await("a checkpoint of attempt " + attempt)
                .atMost(PATIENCE)
                .until(() -> cluster.readNewestLogEntry(running.application())
                        .map(LogEntry::decode)
                        .filter(newest ->
                                newest.epoch() == attempt && newest.event() instanceof LogEvent.CheckpointCompleted)
                        .isPresent());
    }

    private static void assertThatNobodySaysItHasStopped(CliProcess stop, RunningLedger running) {
        CliResult result = stop.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(UNREACHABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("yarn-flink checkpoints " + running.application());
    }

    private static void assertThatTheNextApplicationEndsExactly(RealCluster cluster, LedgerApplication ledger)
            throws Exception {
        RunningLedger next =
                ledger.submit(2, "--name", NAME, "--class", HeldLedgerJob.class.getName(), "--resume", "latest");
        next.command().awaitProgress("Resuming '" + NAME + "' from checkpoint");
        ledger.release();
        ledger.assertWritesEachLineOnce(next.command());
        CliResult cleaning = cluster.cli().run("checkpoints", "--clean", NAME, "--keep", "0");
        assertThat(cleaning.exitCode()).as(cleaning.err()).isZero();
        ledger.assertLeavesNothing(next.application());
    }

    private static void hold(RealCluster cluster, Point point) throws IOException {
        cluster.write(FOLDER + "/" + point.hold(), "hold");
    }

    private static void release(RealCluster cluster, Point point) throws IOException {
        cluster.hdfs().delete(new Path(FOLDER, point.hold()), false);
    }

    /** Waits until somebody is held there who still lives. */
    private static void awaitReached(RealCluster cluster, Point point) throws IOException {
        Path reached = new Path(FOLDER, point.reached());
        cluster.hdfs().delete(reached, false);
        Awaitility.await("somebody at " + point)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.hdfs().exists(reached));
    }
}
