package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The job that keeps books, while its ApplicationMaster is killed as {@code kill -9} does. */
@ExtendWith(ClusterExtension.class)
class FailoverIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void shouldGoOnWithTheSameTaskManagersWhenTheApplicationMasterDies(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/failover/master").records(3_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();
        ledger.awaitProgress();
        List<Long> before = taskManagers(application);

        // when
        Containers.applicationMaster(application).destroyForcibly();

        // then
        command.awaitProgress("ApplicationMaster lost (its process was killed, exit code 137); attempt 2 goes on from"
                + " checkpoint ");
        ledger.awaitProgress();
        assertThat(taskManagers(application)).containsAll(before);
        assertThat(cluster.cli().run("status", application.toString()).out())
                .contains("2, after the ApplicationMaster was lost (its process was killed, exit code 137)");
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldWriteEachLineOnceThoughMasterAndTaskManagerDieTogether(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/failover/both").records(3_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();
        ledger.awaitProgress();

        // when
        Containers.killTaskManager(application, new Random());
        Containers.applicationMaster(application).destroyForcibly();

        // then
        cluster.awaitAttempt(application, 2);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldBeginAnewWhenTheApplicationMasterDiesBeforeItsJobRuns(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/failover/early").records(1_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();

        // when
        Awaitility.await("the first process")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Containers.killApplicationMaster(application));

        // then
        cluster.awaitAttempt(application, 2);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    @Test
    void shouldWriteEachLineOnceThoughNobodyHasBeenToldOfACompleteCheckpoint(RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/failover/renamed").records(3_000, 500);
        CliProcess command = ledger.start(2);
        ApplicationId application = command.application();
        ledger.awaitProgress();
        String newest = cluster.newestLogEntry(application);

        // when
        Awaitility.await("another entry in the log")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !cluster.newestLogEntry(application).equals(newest));
        Containers.applicationMaster(application).destroyForcibly();

        // then
        cluster.awaitAttempt(application, 2);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    private static List<Long> taskManagers(ApplicationId application) {
        return Containers.taskManagers(application).stream()
                .map(ProcessHandle::pid)
                .toList();
    }
}
