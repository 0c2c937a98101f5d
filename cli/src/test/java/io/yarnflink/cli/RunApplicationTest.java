package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.NameTakenException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmissionRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunApplicationTest {

    private final FakeCluster cluster = new FakeCluster();

    @TempDir
    Path folder;

    private String jar = "";
    private Cli cli = new Cli(Path.of(""), cluster, Map.of());

    @BeforeEach
    void prepare() throws IOException {
        jar = Files.createFile(folder.resolve("words.jar")).toString();
        cli = new Cli(folder, cluster, Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf"));
    }

    @Test
    void shouldLeaveTheJobsArgumentsAlone() {
        // given
        String[] theirs = {"--input", "x", "-p", "3", "--", "-D", "a=b", "@file", "--help", "", "\"quoted\""};
        String[] all = new String[theirs.length + 4];
        System.arraycopy(new String[] {"run-application", "-p", "2", jar}, 0, all, 0, 4);
        System.arraycopy(theirs, 0, all, 4, theirs.length);

        // when
        int code = cli.run(all);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(submitted().arguments()).containsExactly(theirs);
        assertThat(submitted().configuration()).containsEntry("parallelism.default", "2");
    }

    @Test
    void shouldTakeTheLastOfEqualKeys() {
        // when
        cli.run("run-application", "-D", "a=1", "-Db=x=y", "-D", "a=2", "-D", "c=", jar);

        // then
        assertThat(submitted().configuration())
                .containsEntry("a", "2")
                .containsEntry("b", "x=y")
                .containsEntry("c", "");
    }

    @Test
    void shouldTakeItsKeysFromTheFolderThatIsNamed() throws IOException {
        // given
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("config.yaml"), "parallelism.default: 7\ntaskmanager.numberOfTaskSlots: 3\n");
        Map<String, String> environment =
                Map.of("HADOOP_CONF_DIR", "/etc/hadoop/conf", "YARN_FLINK_CONF_DIR", other.toString());

        // when
        new Cli(folder, cluster, environment).run("run-application", "-p", "2", jar);

        // then
        assertThat(submitted().configuration())
                .containsEntry("parallelism.default", "2")
                .containsEntry("taskmanager.numberOfTaskSlots", "3");
    }

    @Test
    void shouldPassWhatIsAskedFor() {
        // when
        cli.run("run-application", "-c", "com.example.Main", "--name", "nightly", "--queue", "batch", jar);

        // then
        Submission submission = submitted();
        assertThat(submission.entryClass()).contains("com.example.Main");
        assertThat(submission.name()).contains("nightly");
        assertThat(submission.queue()).contains("batch");
        assertThat(submission.jobJar()).isEqualTo(Path.of(jar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s", "--fromSavepoint"})
    void shouldStartFromASavepointWithFlinksOptions(String option) {
        // when
        cli.run("run-application", option, "/savepoints/1", "-n", "-cm", "claim", "-p", "3", jar, "-s", "theirs");

        // then
        assertThat(submitted().configuration())
                .containsEntry("execution.state-recovery.path", "/savepoints/1")
                .containsEntry("execution.state-recovery.ignore-unclaimed-state", "true")
                .containsEntry("execution.state-recovery.claim-mode", "CLAIM");
        assertThat(submitted().arguments()).containsExactly("-s", "theirs");
    }

    @Test
    void shouldTakeTheLongAndFormerNamesOfClaimModes() {
        // when
        cli.run("run-application", "-s", "/x", "--allowNonRestoredState", "-rm", "NO_CLAIM", jar);

        // then
        assertThat(submitted().configuration())
                .containsEntry("execution.state-recovery.ignore-unclaimed-state", "true")
                .containsEntry("execution.state-recovery.claim-mode", "NO_CLAIM");
    }

    @Test
    void shouldRefuseToClaimNothing() {
        assertThat(cli.run("run-application", "--claimMode", "claim", jar)).isEqualTo(2);
        assertThat(cli.err()).contains("add -s PATH");
        assertThat(cli.run("run-application", "-n", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "-s", "/x", "-cm", "mine", jar)).isEqualTo(2);
        assertThat(cli.err()).contains("Expected claim or no_claim");
        assertThat(cli.run("run-application", "-s", "/x", "-cm", "legacy", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "-s", "", jar)).isEqualTo(2);
        assertThat(cluster.submissions).isEmpty();
        assertThat(cli.run("run-application", "-n", "-D", "execution.savepoint.path=/x", jar))
                .isEqualTo(0);
    }

    @Test
    void shouldPassWhatToResumeFrom() {
        // when
        cli.run("run-application", "--resume", "latest", "-cm", "claim", jar);

        // then
        assertThat(submitted().configuration())
                .containsEntry("yarnflink.resume", "latest")
                .containsEntry("execution.state-recovery.claim-mode", "CLAIM");
    }

    @Test
    void shouldRefuseTwoThingsToStartFrom() {
        assertThat(cli.run("run-application", "-s", "/x", "--resume", "latest", jar))
                .isEqualTo(2);
        assertThat(cli.err()).contains("-s /x and --resume latest both say what to start from");
        assertThat(cli.run("run-application", "--resume", "", jar)).isEqualTo(2);
        assertThat(cluster.submissions).isEmpty();
    }

    @Test
    void shouldLetAPathOnTheCommandLineGoBeforeNamesInTheConfiguration() {
        // when
        cli.run("run-application", "-D", "yarnflink.resume=latest", "-s", "/x", jar);

        // then
        assertThat(submitted().configuration())
                .containsEntry("execution.state-recovery.path", "/x")
                .containsEntry("yarnflink.resume", "never");
    }

    @Test
    void shouldSayWhatTheApplicationIsCalled() {
        // when
        cli.run("run-application", jar);

        // then
        assertThat(submitted().name()).isEmpty();
        assertThat(cli.err()).contains("Submitted " + FakeCluster.ID + ", called derived");
    }

    @Test
    void shouldTellThatTheNameIsTakenByAnExitCodeOfItsOwn() {
        // given
        cluster.problem = new NameTakenException("The name 'x' belongs to " + FakeCluster.ID, FakeCluster.ID, null);

        // when, then
        assertThat(cli.run("run-application", "--name", "x", jar)).isEqualTo(9);
        assertThat(cli.err()).contains("yarn-flink: The name 'x' belongs to " + FakeCluster.ID);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldPrintOnlyTheIdWhenDetached() {
        // when
        int code = cli.run("run-application", "--detached", jar);

        // then
        assertThat(code).isEqualTo(0);
        assertThat(cli.out()).isEqualTo(FakeCluster.ID + System.lineSeparator());
        assertThat(cli.err()).contains("yarn-flink attach " + FakeCluster.ID);
        assertThat(cluster.closed).isTrue();
    }

    @Test
    void shouldTellHowItEndedByItsExitCode() {
        assertThat(endingWith(new Outcome.Succeeded())).isEqualTo(0);
        assertThat(endingWith(
                        new Outcome.Failed("java.lang.IllegalStateException: no such table\n\tat x.Y.z(Y.java:1)")))
                .isEqualTo(1);
        assertThat(cli.err())
                .contains("  java.lang.IllegalStateException: no such table")
                .contains("yarn-flink status " + FakeCluster.ID)
                .doesNotContain("at x.Y.z");
        assertThat(endingWith(new Outcome.Killed("Killed by me"))).isEqualTo(3);
        assertThat(cli.err()).contains("Killed by me");
        assertThat(endingWith(new Outcome.LostContact("no answer for 60 s"))).isEqualTo(4);
        assertThat(cli.err()).contains("no answer for 60 s");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void shouldTellThatTheContainersDidNotComeInTime() {
        cluster.start = Optional.of(new Outcome.NotStarted("The queue is full"));

        assertThat(cli.run("run-application", "--detached", "--submit-timeout", "90 s", jar))
                .isEqualTo(10);
        assertThat(cli.err()).contains("did not get its containers").contains("The queue is full");
        assertThat(cli.out()).isEmpty();
        assertThat(submitted().configuration()).containsEntry("yarnflink.client.submit-timeout", "90 s");
    }

    private int endingWith(Outcome outcome) {
        cluster.outcome = outcome;
        return cli.run("run-application", jar);
    }

    @Test
    void shouldTellWhyNothingWasSubmittedByItsExitCode() {
        cluster.problem = new BadUsageException(List.of("No such class x.Y", "No queue z"));
        assertThat(cli.run("run-application", jar)).isEqualTo(2);
        assertThat(cli.err()).contains("  - No such class x.Y").contains("  - No queue z");
        cluster.problem = new ClusterUnreachableException("No answer from rm.example.org:8032", null);
        assertThat(cli.run("run-application", jar)).isEqualTo(4);
        cluster.problem = new SubmissionRejectedException("Queue is stopped", null);
        assertThat(cli.run("run-application", jar)).isEqualTo(5);
        assertThat(cli.err()).contains("yarn-flink: Queue is stopped").doesNotContain("\tat ");
    }

    @Test
    void shouldShowStackTracesOnRequestOnly() {
        // given
        cluster.problem = new ClusterUnreachableException("No answer", new IOException("refused"));

        // when
        cli.run("run-application", "--verbose", jar);

        // then
        assertThat(cli.err()).contains("\tat ").contains("Caused by: java.io.IOException: refused");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertThat(cli.run("run-application", "--paralelism", "2", jar)).isEqualTo(2);
        assertThat(cli.err()).contains("Unknown option: '--paralelism'").contains("Did you mean --parallelism?");
        assertThat(cli.run("run-application", "-p", "two", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "-p", "0", jar)).isEqualTo(2);
        assertThat(cli.run("run-application", "-D", "novalue", jar)).isEqualTo(2);
        assertThat(cli.run("run-application")).isEqualTo(2);
        assertThat(cli.run("run-application", jar + "x")).isEqualTo(2);
        assertThat(cli.err()).contains("there is no file " + jar + "x");
        assertThat(cluster.submissions).isEmpty();
    }

    @Test
    void shouldTellWhatIsWrongWithTheCommandBeforeItMissesACluster() {
        // given
        Cli bare = new Cli(folder, cluster, Map.of());

        // then
        assertThat(bare.run("run-application", "--submit-timeout", "soon", jar)).isEqualTo(2);
        assertThat(bare.err())
                .contains("yarnflink.client.submit-timeout", "'soon'")
                .doesNotContain("HADOOP_CONF_DIR");
        assertThat(bare.run("checkpoints", "--clean", "words", "--keep", "-1")).isEqualTo(2);
        assertThat(bare.err()).contains("--keep", "-1").doesNotContain("HADOOP_CONF_DIR");
    }

    @Test
    void shouldAskForAClusterWhereNoneIsNamed() {
        // given
        Cli bare = new Cli(folder, cluster, Map.of());

        // when
        int code = bare.run("run-application", jar);

        // then
        assertThat(code).isEqualTo(2);
        assertThat(bare.err()).contains("HADOOP_CONF_DIR").contains("--target embedded");
    }

    @Test
    void shouldRefuseTwoClustersAtOnce() {
        assertThat(cli.run("run-application", "--hadoop-conf", "x", "--target", "embedded", jar))
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseToLeaveALocalApplicationBehind() {
        assertThat(cli.run("run-application", "--target", "local", "--detached", jar))
                .isEqualTo(2);
        assertThat(cli.err()).contains("--target local", "--detached");
    }

    private Submission submitted() {
        assertThat(cluster.submissions).hasSize(1);
        return cluster.submissions.get(0);
    }
}
