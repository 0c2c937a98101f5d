package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.ledger.HeldMain;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An ApplicationMaster that is killed in one phase after the other, and then at random. For the profile {@code nightly},
 * which says how often by {@code failover.kills}; the seed is printed and can be given as {@code faults.seed}.
 */
@ExtendWith(ClusterExtension.class)
@EnabledIfSystemProperty(named = "failover.kills", matches = "[1-9]\\d*")
class PhasesIT {

    private static final int KILLS = Integer.getInteger("failover.kills", 1);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int FAILED = 1;
    private static final int UNREACHABLE = 4;
    private static final int LONGEST_PAUSE_MILLIS = 8_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SAVEPOINT = Pattern.compile("hdfs:\\S+/savepoint-\\S+");

    private final Random random = new Random(SEED);

    @Test
    void shouldWriteEachLineOnceThoughTasksWereBeingDeployed(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/phases/deploying").records(1_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();

        // when
        command.awaitProgress("TaskManager containers: 2 of 2");
        Containers.applicationMaster(application).destroyForcibly();

        // then
        cluster.awaitAttempt(application, 2);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldWriteEachLineOnceThoughACheckpointWasUnderWay(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/phases/checkpoint").records(3_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();
        ledger.awaitProgress();

        // when
        awaitAtOnce("a checkpoint that is not complete", () -> hasIncomplete(cluster));
        Containers.applicationMaster(application).destroyForcibly();

        // then
        cluster.awaitAttempt(application, 2);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldRunMainAgainWhenTheApplicationMasterDiesInIt(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/phases/main").records(1_000, 500);
        CliProcess command = ledger.start(2, "--class", HeldMain.class.getName());
        ApplicationId application = command.application();
        Awaitility.await("main() to begin")
                .atMost(PATIENCE)
                .until(() -> cluster.exists("/phases/main/" + HeldMain.BEGUN));

        // when
        Containers.applicationMaster(application).destroyForcibly();

        // then
        cluster.awaitAttempt(application, 2);
        cluster.write("/phases/main/" + HeldMain.GO_ON, "go on");
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldLeaveItsCheckpointToTheNextApplicationWhenItsLastApplicationMasterDies(RealCluster cluster)
            throws Exception {
        // given
        String name = "ledger-lost";
        LedgerApplication ledger = new LedgerApplication(cluster, "/phases/last").records(2_000, 500);
        CliProcess command =
                ledger.start(2, "--name", name, "-D", "yarn.application-attempt-failures-validity-interval=1 h");
        ApplicationId application = command.application();
        ledger.awaitProgress();
        Containers.applicationMaster(application).destroyForcibly();
        command.awaitProgress("attempt 2 goes on");
        ledger.awaitProgress();

        // when
        Containers.applicationMaster(application).destroyForcibly();

        // then
        CliResult lost = command.awaitEnd();
        assertThat(lost.exitCode()).as(lost.err()).isEqualTo(FAILED);
        assertThat(lost.err()).contains("exitCode: 137");
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        Containers.awaitNone(application);

        // when, then
        CliProcess second = ledger.start(2, "--name", name, "--resume", "latest");
        second.awaitProgress("Resuming '" + name + "' from checkpoint");
        ledger.release();
        ledger.assertWritesEachLineOnce(second);
        CliResult cleaning = cluster.cli().run("checkpoints", "--clean", name, "--keep", "0");
        assertThat(cleaning.exitCode()).as(cleaning.err()).isZero();
        ledger.assertLeavesNothing(second.application());
    }

    private static boolean hasIncomplete(RealCluster cluster) throws IOException {
        FileStatus[] found = cluster.hdfs().globStatus(new Path("/user/*/.yarn-flink/checkpoints/*/chk-*"));
        for (FileStatus checkpoint : found == null ? new FileStatus[0] : found) {
            if (!cluster.hdfs().exists(new Path(checkpoint.getPath(), "_metadata"))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldHaveStoppedOrGoOnWhenItsMasterDiesWhileItIsBeingStopped(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/phases/stopping").records(3_000, 500);
        CliProcess command = ledger.start(2, "--name", "ledger-stopping");
        ApplicationId application = command.application();
        ledger.awaitProgress();

        // when
        CliProcess stop = cluster.cli().start("stop", application.toString(), "--savepoint-dir", ledger.savepoints());
        awaitAtOnce(
                "a savepoint",
                () -> cluster.exists(new Path(ledger.savepoints()).toUri().getPath()));
        Containers.applicationMaster(application).destroyForcibly();

        // then nobody is told that it has stopped, for it has not
        CliResult first = stop.awaitEnd();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(UNREACHABLE);
        assertThat(first.out()).isEmpty();
        assertThat(first.err()).contains("yarn-flink checkpoints " + application);
        command.awaitProgress("attempt 2 goes on from ");
        ledger.awaitProgress();

        // when it is asked once more
        CliResult second = cluster.cli().run("stop", application.toString(), "--savepoint-dir", ledger.savepoints());
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(command.awaitEnd().exitCode()).isZero();
        Matcher path = SAVEPOINT.matcher(second.out());
        assertThat(path.find()).as(second.out()).isTrue();

        // then
        CliProcess next = ledger.start(2, "-s", path.group());
        ledger.release();
        ledger.assertEndsWithEachLineOnce(next);
    }

    @Test
    void shouldWriteEachLineOnceWheneverItsMasterIsKilled(RealCluster cluster, TestReporter report) throws Exception {
        // given
        report.publishEntry("faults.seed", Long.toString(SEED));
        LedgerApplication ledger =
                new LedgerApplication(cluster, "/phases/random").records(1_000L + 4_000L * KILLS, 500);
        CliProcess command =
                ledger.start(2, "-D", "yarn.application-attempts=1000", "-D", "execution.checkpointing.num-retained=3");
        ApplicationId application = command.application();
        ledger.awaitProgress();

        // when
        for (int kill = 1; kill <= KILLS; kill++) {
            pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
            Awaitility.await("an ApplicationMaster")
                    .atMost(PATIENCE)
                    .until(() -> Containers.killApplicationMaster(application));
            cluster.awaitAttempt(application, kill + 1);
            ledger.awaitProgress();
        }

        // then
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    private static void awaitAtOnce(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    private static void pause(Duration duration) {
        Awaitility.await().pollDelay(duration).atMost(duration.plusMinutes(1)).until(() -> true);
    }
}
