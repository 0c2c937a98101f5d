package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.cluster.ResourceManagers;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.faults.RunningLedger;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.JobJar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two ResourceManagers, of which the one takes over from the other, or for a while none is there. Takes a cluster of its own,
 * and so runs in the profile {@code nightly}, which sets {@code failover.kills}.
 */
@EnabledIfSystemProperty(named = "failover.kills", matches = "[1-9]\\d*")
class ResourceManagersIT {

    private static final int UNREACHABLE = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start(
                ResourceManagers.TWO, "yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms=0");
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void shouldGoOnWhoeverManagesResources() throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/managers/ledger").records(3_000, 500);
        RunningLedger running = ledger.run(2);

        // when none is active
        cluster.resourceManagers().standBy("rm1");

        // then who cannot submit is told
        CliResult refused = cluster.cli()
                .run("run-application", "-D", "yarnflink.client.connect-timeout=3 s", JobJar.of(EndlessJob.class));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(UNREACHABLE);
        assertThat(refused.err())
                .contains("rm1, rm2 of embedded", "within 3 s", "yarn.resourcemanager.ha.rm-ids")
                .doesNotContain("Exception", "Submitted");

        // when another takes over, of whom a submission has been waiting
        CliProcess waiting = cluster.cli().start("run-application", Cli.example("WordCount"));
        waiting.awaitProgress("Connecting");
        cluster.resourceManagers().activate("rm2");

        // then it gives what the job wants
        assertThat(waiting.awaitEnd().exitCode()).isZero();
        List<ProcessHandle> before = Containers.taskManagers(running.application());
        before.get(0).destroyForcibly();
        awaitReplacement(running.application(), before);

        // when the job goes on to its end while none is active
        cluster.resourceManagers().standBy("rm2");
        ledger.release();
        ledger.awaitEachLine();
        cluster.resourceManagers().activate("rm1");

        // then
        ledger.assertEndsWithEachLineOnce(running.command());
    }

    private static void awaitReplacement(ApplicationId application, List<ProcessHandle> before) {
        Awaitility.await("another TaskManager")
                .atMost(PATIENCE)
                .until(() -> Containers.taskManagers(application).stream().anyMatch(one -> !before.contains(one)));
    }
}
