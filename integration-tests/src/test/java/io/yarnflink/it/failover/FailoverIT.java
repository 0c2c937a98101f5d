package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.faults.RunningLedger;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The job that keeps books, while its ApplicationMaster is killed as {@code kill -9} does. */
@ExtendWith(ClusterExtension.class)
class FailoverIT {

    @Test
    void shouldGoOnWithTheSameTaskManagersWhenTheApplicationMasterDies(RealCluster cluster) throws Exception {
        // given
        RunningLedger running = new LedgerApplication(cluster, "/failover/master")
                .records(3_000, 500)
                .run(2);
        List<Long> before = taskManagers(running.application());

        // when
        running.killMaster();

        // then
        running.command()
                .awaitProgress("ApplicationMaster lost (its process was killed, exit code 137); attempt 2 goes on from"
                        + " checkpoint ");
        running.awaitProgress();
        assertThat(taskManagers(running.application())).containsAll(before);
        assertThat(cluster.cli().run("status", running.application().toString()).out())
                .contains("2, after the ApplicationMaster was lost (its process was killed, exit code 137)");
        running.assertEndsWithEachLineOnce();
    }

    @Test
    void shouldWriteEachLineOnceThoughMasterAndTaskManagerDieTogether(RealCluster cluster) throws Exception {
        // given
        RunningLedger running = new LedgerApplication(cluster, "/failover/both")
                .records(3_000, 500)
                .run(2);

        // when
        Containers.killTaskManager(running.application(), new Random());
        running.killMaster();

        // then
        cluster.awaitAttempt(running.application(), 2);
        running.assertEndsWithEachLineOnce();
    }

    private static List<Long> taskManagers(ApplicationId application) {
        return Containers.taskManagers(application).stream()
                .map(ProcessHandle::pid)
                .toList();
    }
}
