package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.HaltingMain;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.ThrowingMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications that may begin again, and would only fail again. */
@ExtendWith(ClusterExtension.class)
class SameReasonIT {

    private static final int FAILED = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldNotRunMainAgainThatThrows(RealCluster cluster) throws Exception {
        assertFails(cluster, ThrowingMain.class, 1, "main() wants something else");
    }

    @Test
    void shouldNotStartAgainWhatCannotStartAnywhere(RealCluster cluster) throws Exception {
        assertFails(
                cluster,
                ThrowingMain.class,
                1,
                "The ApplicationMaster could not start. Could not read the options",
                "-D",
                "yarnflink.nodes.avoid-for=soon");
    }

    @Test
    void shouldGiveUpWhenAttemptsEndOneAfterTheOther(RealCluster cluster) throws Exception {
        assertFails(
                cluster,
                HaltingMain.class,
                3,
                "The ApplicationMaster was lost 2 times in a row",
                "-D",
                "yarn.application-attempt-failures-validity-interval=1 ms");
    }

    @Test
    void shouldNotBeginAJobAnewThatTakesNoCheckpoints(RealCluster cluster) throws Exception {
        // given
        CliProcess command = cluster.cli().start("run-application", "-p", "2", JobJar.of(EndlessJob.class));
        command.awaitProgress("all 4 tasks running");
        ApplicationId application = command.application();

        // when
        Containers.killApplicationMaster(application);

        // then
        assertFailed(cluster, command, 2, "takes no checkpoints that another could go on from");
    }

    private static void assertFails(
            RealCluster cluster, Class<?> program, int attemptsAtMost, String reason, String... options)
            throws Exception {
        // given
        List<String> arguments =
                new ArrayList<>(List.of("run-application", "-D", "execution.checkpointing.interval=1s"));
        arguments.addAll(List.of(options));
        arguments.add(JobJar.of(program));

        // when
        CliProcess command = cluster.cli().start(arguments.toArray(String[]::new));

        // then
        assertFailed(cluster, command, attemptsAtMost, reason);
    }

    private static void assertFailed(RealCluster cluster, CliProcess command, int attemptsAtMost, String reason)
            throws Exception {
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains(reason);
        ApplicationReport report = cluster.report(application);
        assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(report.getDiagnostics()).contains(reason);
        assertThat(report.getCurrentApplicationAttemptId().getAttemptId()).isLessThanOrEqualTo(attemptsAtMost);
        Containers.awaitNone(application);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }
}
