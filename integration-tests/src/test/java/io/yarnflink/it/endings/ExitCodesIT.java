package io.yarnflink.it.endings;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.cluster.Sigint;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.JobJar;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands end that end otherwise than the application they are about, or are about none. */
@ExtendWith(ClusterExtension.class)
class ExitCodesIT {

    private static final int FAILED = 1;
    private static final int KILLED = 3;
    private static final int UNREACHABLE = 4;
    private static final int NOT_FOUND = 6;
    private static final int NOT_RUNNING = 7;
    private static final int NOT_LIVE = 8;
    private static final int INTERRUPTED = 130;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UNKNOWN = "application_1700000000000_0001";

    @Test
    void shouldEndOtherwiseThanAnApplicationThatGoesOn(RealCluster cluster) throws Exception {
        // given
        Sigint.assumeNoticed();
        CliProcess command = cluster.cli().start("run-application", JobJar.of(EndlessJob.class));
        String application = command.application().toString();
        command.awaitProgress("tasks running");

        // then
        assertThat(cluster.cli().run("list").out()).contains(application);
        assertThatWhoIsInterruptedLeaves(cluster, application);
        assertThatASavepointSucceedsOrFails(cluster, application);
        assertThatWhoHearsNothingGivesUp(cluster, application);
        assertThat(cluster.report(command.application()).getYarnApplicationState())
                .isEqualTo(YarnApplicationState.RUNNING);

        // when
        CliResult cancel = cluster.cli().run("cancel", application);

        // then
        assertThat(cancel.exitCode()).as(cancel.err()).isZero();
        assertThat(cancel.out()).contains("Cancelled " + application);
        assertEnded(command.awaitEnd(), KILLED, application + " was killed");
        assertEnded(cluster.cli().run("attach", application), KILLED, application + " was killed");
        assertEnded(cluster.cli().run("stop", application), NOT_LIVE, application);
        Containers.awaitNone(command.application());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }

    private static void assertThatWhoIsInterruptedLeaves(RealCluster cluster, String application) throws Exception {
        CliProcess attached = cluster.cli().start("attach", application);
        attached.awaitProgress("tasks running");
        attached.interrupt();

        assertEnded(attached.awaitEnd(), INTERRUPTED, application + " goes on running");
    }

    private static void assertThatASavepointSucceedsOrFails(RealCluster cluster, String application) throws Exception {
        cluster.write("/exit-codes/file", "no folder");

        CliResult taken = cluster.cli().run("savepoint", application, "hdfs:///exit-codes/folder");
        CliResult failed = cluster.cli().run("savepoint", application, "hdfs:///exit-codes/file");
        CliResult checkpoints = cluster.cli().run("checkpoints", application);

        assertThat(taken.exitCode()).as(taken.err()).isZero();
        assertThat(taken.out().strip()).matches("hdfs:\\S+/exit-codes/folder/savepoint-\\S+");
        assertThat(checkpoints.out()).contains(taken.out().strip());
        assertEnded(failed, FAILED, "/exit-codes/file");
        assertThat(failed.out()).isEmpty();
    }

    private static void assertThatWhoHearsNothingGivesUp(RealCluster cluster, String application) throws Exception {
        CliProcess attached = cluster.cli()
                .start(
                        "attach",
                        "-D",
                        "yarnflink.client.connect-timeout=1 s",
                        "-D",
                        "yarnflink.client.contact-timeout=2 s",
                        application);
        attached.awaitProgress("tasks running");
        cluster.freeze();
        try {
            assertEnded(attached.awaitEnd(), UNREACHABLE, "Lost contact with the cluster");
        } finally {
            cluster.thaw();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "kill", "attach", "checkpoints"})
    void shouldTellThatThereIsNoSuchApplication(String command, RealCluster cluster) {
        assertEnded(cluster.cli().run(command, UNKNOWN), NOT_FOUND, UNKNOWN);
    }

    @Test
    void shouldTellThatThereIsNoEmbeddedCluster(@TempDir Path folder, RealCluster cluster) {
        // when
        CliResult status = cluster.cli().run("embedded", "status", "--dir", folder.toString());
        CliResult list = cluster.cli().run("list", "--target", "embedded", "--embedded-dir", folder.toString());

        // then
        assertThat(status.exitCode()).as(status.err()).isEqualTo(NOT_RUNNING);
        assertThat(status.out()).contains("No embedded cluster runs in " + folder);
        assertEnded(list, UNREACHABLE, "yarn-flink embedded start");
    }

    @Test
    void shouldEndAsHadoopsFileSystemShell(RealCluster cluster) throws Exception {
        // given
        cluster.write("/exit-codes/text", "some words");

        // when
        CliResult found = cluster.cli().run("fs", "-cat", "/exit-codes/text");
        CliResult missing = cluster.cli().run("fs", "-cat", "/exit-codes/nothing");

        // then
        assertThat(found.exitCode()).as(found.err()).isZero();
        assertThat(found.out()).isEqualTo("some words");
        assertEnded(missing, FAILED, "/exit-codes/nothing");
    }

    private static void assertEnded(CliResult result, int exitCode, String words) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
    }
}
