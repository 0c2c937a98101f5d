package io.yarnflink.it.endings;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.ExitingMain;
import io.yarnflink.it.jobs.FailingJob;
import io.yarnflink.it.jobs.GreedyJob;
import io.yarnflink.it.jobs.IdleMain;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.ThrowingMain;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class EndingsIT {

    private static final int FAILED = 1;
    private static final int KILLED = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldTellTheRootCauseOfAFailedJob(RealCluster cluster) throws Exception {
        // when
        CliProcess command = cluster.cli().start("run-application", "-p", "2", JobJar.of(FailingJob.class));
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains("record 1234 is not welcome");
        ApplicationReport report = cluster.report(application);
        assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(report.getDiagnostics()).contains("record 1234 is not welcome");
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldTellWhatMainThrew(RealCluster cluster) throws Exception {
        // when
        CliProcess command =
                cluster.cli().start("run-application", JobJar.of(ThrowingMain.class), "--name", "-p", "two words");
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then: arguments behind the JAR have reached main() as they were
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains("main() wants something else than --name -p two words");
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldTellThatMainExecutedNothing(RealCluster cluster) throws Exception {
        assertFailsWith(cluster, IdleMain.class, "without having executed a job");
    }

    @Test
    void shouldTellThatMainEndedTheProcess(RealCluster cluster) throws Exception {
        assertFailsWith(cluster, ExitingMain.class, "System.exit");
    }

    @Test
    void shouldSayWhatToRaiseAfterAMemoryKill(RealCluster cluster) throws Exception {
        assertFailsWith(cluster, GreedyJob.class, "raise taskmanager.memory.process.size, to ");
    }

    private static void assertFailsWith(RealCluster cluster, Class<?> program, String reason) throws Exception {
        CliProcess command = cluster.cli().start("run-application", JobJar.of(program));
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains(reason);
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(cluster.report(application).getDiagnostics()).contains(reason);
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldFailWithTheRootCauseIfItsInputIsMissing(RealCluster cluster) throws Exception {
        // when
        CliProcess command =
                cluster.cli().start("run-application", Cli.example("WordCount"), "--input", "hdfs:///no/such/file");
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains("/no/such/file");
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldEndWhenItIsKilledByHand(RealCluster cluster) throws Exception {
        // given
        CliProcess command = startEndless(cluster);
        ApplicationId application = command.application();

        // when
        CliResult kill = cluster.cli().run("kill", application.toString());

        // then
        assertThat(kill.exitCode()).as(kill.err()).isZero();
        assertThat(command.awaitEnd().exitCode()).isEqualTo(KILLED);
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldEndWhenYarnKillsIt(RealCluster cluster) throws Exception {
        // given
        CliProcess command = startEndless(cluster);
        ApplicationId application = command.application();

        // when
        cluster.killThroughYarn(application);

        // then
        assertThat(command.awaitEnd().exitCode()).isEqualTo(KILLED);
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldGoOnWithoutItsClientAndEndInOrder(RealCluster cluster) throws Exception {
        // given
        cluster.write("/vanished/in.txt", "one two two three three three ".repeat(20_000));
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        Cli.example("WordCount"),
                        "--input",
                        "hdfs:///vanished/in.txt",
                        "--output",
                        "hdfs:///vanished/out");
        ApplicationId application = command.application();

        // when
        command.process().destroyForcibly();

        // then
        awaitState(cluster, application, YarnApplicationState.FINISHED);
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
        assertThat(cluster.readLines("/vanished/out")).contains("(two,40000)");
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldLeaveNoTaskManagerBehindAKilledApplicationMaster(RealCluster cluster) throws Exception {
        // given
        CliProcess command = startEndless(cluster);
        ApplicationId application = command.application();
        List<ProcessHandle> taskManagers = Containers.taskManagers(application);

        // when
        Containers.applicationMaster(application).destroyForcibly();

        // then
        assertThat(taskManagers).hasSize(2);
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldFailPlainlyWhenATaskManagerIsKilled(RealCluster cluster) throws Exception {
        // given
        CliProcess command = startEndless(cluster);
        ApplicationId application = command.application();

        // when
        Containers.taskManagers(application).get(0).destroyForcibly();

        // then: without a restart strategy that is the end of the job
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err())
                .contains("TaskManager container_")
                .contains("is lost")
                .contains("SIGKILL");
        assertNothingIsLeft(cluster, application);
    }

    @Test
    void shouldReplaceAKilledTaskManagerWhereTheJobMayRestart(RealCluster cluster) throws Exception {
        // given
        CliProcess command = startEndless(
                cluster, "-D", "restart-strategy.type=fixed-delay", "-D", "restart-strategy.fixed-delay.delay=0 s");
        ApplicationId application = command.application();
        List<ProcessHandle> before = Containers.taskManagers(application);

        // when
        before.get(0).destroyForcibly();

        // then
        command.awaitProgress("restarting");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            CliResult status = cluster.cli().run("status", application.toString());
            return status.out().contains("RUNNING")
                    && Containers.taskManagers(application).size() == 2;
        });
        assertThat(Containers.taskManagers(application)).contains(before.get(1));
        cluster.cli().run("kill", application.toString());
        assertNothingIsLeft(cluster, application);
    }

    private static CliProcess startEndless(RealCluster cluster, String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("run-application", "-p", "2"));
        command.addAll(List.of(options));
        command.add(JobJar.of(EndlessJob.class));
        CliProcess started = cluster.cli().start(command.toArray(String[]::new));
        started.awaitProgress("all 4 tasks running");
        return started;
    }

    private static void awaitState(RealCluster cluster, ApplicationId application, YarnApplicationState state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.report(application).getYarnApplicationState() == state);
    }

    private static void assertNothingIsLeft(RealCluster cluster, ApplicationId application) {
        Containers.awaitNone(application);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }
}
