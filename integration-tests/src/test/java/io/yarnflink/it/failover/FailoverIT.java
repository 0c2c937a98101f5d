package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
        awaitAttempt(cluster, application, 2);
        ledger.awaitProgress();
        assertThat(taskManagers(application)).containsAll(before);
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }

    private static List<Long> taskManagers(ApplicationId application) {
        return Containers.taskManagers(application).stream()
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void awaitAttempt(RealCluster cluster, ApplicationId application, int attempt) {
        Awaitility.await("attempt " + attempt + " of " + application)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> cluster.report(application)
                                .getCurrentApplicationAttemptId()
                                .getAttemptId()
                        >= attempt);
    }
}
