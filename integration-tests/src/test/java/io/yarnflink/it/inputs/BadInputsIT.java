package io.yarnflink.it.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong is said plainly, ends the command with its exit code, and leaves nothing. */
class BadInputsIT {

    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;
    private static final int UNREACHABLE = 4;
    private static final int REFUSED = 5;
    private static final int NO_CONTAINERS = 10;

    @TempDir
    private static Path folder;

    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        String queues = "yarn.scheduler.capacity.root.";
        cluster = RealCluster.start(
                queues + "queues=default,closed,private",
                queues + "closed.capacity=0",
                queues + "closed.state=STOPPED",
                queues + "private.capacity=0",
                queues + "private.maximum-capacity=100",
                queues + "acl_submit_applications= ",
                queues + "acl_administer_queue= ",
                queues + "default.acl_submit_applications=*",
                queues + "default.acl_administer_queue=*",
                "yarn.acl.enable=true",
                "yarn.resourcemanager.connect.retry-interval.ms=500",
                "yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms=0");
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    static Stream<Arguments> usages() throws IOException {
        OddJars jars = new OddJars(folder);
        String good = JobJar.of(EndlessJob.class);
        return Stream.of(
                Arguments.of(List.of(jars.unreadable()), List.of("unreadable.jar")),
                Arguments.of(List.of(folder.resolve("nowhere.jar").toString()), List.of("nowhere.jar")),
                Arguments.of(
                        List.of("-c", "com.example.Nowhere", good),
                        List.of("com.example.Nowhere", EndlessJob.class.getName())),
                Arguments.of(List.of(jars.ofFlink1()), List.of("Flink 1", "DataStream")),
                Arguments.of(
                        List.of("-D", "yarnflink.client.check-jar=false", "--queue", "nowhere", jars.ofFlink1()),
                        List.of("yarn-flink: Expected a queue named 'nowhere'")),
                Arguments.of(List.of(jars.ofJava25()), List.of("Java 25", "Java 17")),
                Arguments.of(List.of("--queue", "defualt", good), List.of("'defualt'", "Did you mean 'default'?")),
                Arguments.of(List.of("--queue", "closed", good), List.of("'closed'", "stopped")),
                Arguments.of(List.of("--queue", "private", good), List.of("'private'", "may submit")),
                Arguments.of(
                        List.of("--node-label", "gpu", good), List.of("'gpu'", "it has none", "node-labels.enabled")),
                Arguments.of(
                        List.of("-D", "taskmanager.memory.process.size=1000g", good),
                        List.of("1024000 MiB", "taskmanager.memory.process.size")),
                Arguments.of(
                        List.of(
                                "--queue",
                                "nowhere",
                                "-c",
                                "com.example.Nowhere",
                                "-D",
                                "state.backend.type=forst",
                                "-D",
                                "state.changelog.enabled=true",
                                "-D",
                                "jobmanager.memory.process.size=1000g",
                                good),
                        List.of(
                                "5 problems",
                                "'nowhere'",
                                "com.example.Nowhere",
                                "ForSt",
                                "state.changelog.enabled: false",
                                "jobmanager.memory.process.size")));
    }

    @ParameterizedTest
    @MethodSource("usages")
    void shouldTellBeforeAnythingIsUploaded(List<String> arguments, List<String> words) throws Exception {
        CliResult result = run(cluster.cli(), arguments);

        assertThat(result.exitCode()).as(result.err()).isEqualTo(BAD_USAGE);
        assertThat(result.err()).contains(words).doesNotContain("Exception", "Submitted");
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldTellWhoMayNotWriteWhereTheCacheIs() throws Exception {
        CliResult result = run(cluster.cli().as("somebody"), List.of(JobJar.of(EndlessJob.class)));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(REFUSED);
        assertThat(result.err()).contains("/user/somebody", "yarnflink.cache.dir");
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldTellWhyYarnRefuses() throws Exception {
        CliResult result = run(
                cluster.cli(),
                List.of("--queue", "nowhere", "-D", "yarnflink.client.check-queue=false", JobJar.of(EndlessJob.class)));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(REFUSED);
        assertThat(result.err()).contains("nowhere").doesNotContain("\tat ");
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldTellThatHdfsIsReadOnly() throws Exception {
        cluster.enterSafeMode();
        try {
            CliResult result = run(cluster.cli(), List.of(JobJar.of(EndlessJob.class)));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(UNREACHABLE);
            assertThat(result.err()).contains("read-only");
        } finally {
            cluster.leaveSafeMode();
        }
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldTellThatTheResourceManagerIsDown() throws Exception {
        CliResult result = run(
                cluster.cli(),
                List.of(
                        "-D",
                        "flink.yarn.resourcemanager.address=localhost:1",
                        "-D",
                        "yarnflink.client.connect-timeout=3 s",
                        JobJar.of(EndlessJob.class)));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(UNREACHABLE);
        assertThat(result.err()).contains("localhost:1", "yarn.resourcemanager.address");
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldEndWhatDoesNotGetItsContainersInTime() throws Exception {
        // given more than all nodes have
        CliProcess command =
                start(cluster.cli(), List.of("--submit-timeout", "5 s", "-p", "50", JobJar.of(EndlessJob.class)));

        // when
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isEqualTo(NO_CONTAINERS);
        assertThat(result.err()).contains("within 5 s", "default: ", "--submit-timeout");
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.KILLED);
        Containers.awaitNone(application);
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldTellWhatTheNodesJavaCannotRun() throws Exception {
        // given
        String old = jdk11();
        String good = JobJar.of(EndlessJob.class);
        String newer = new OddJars(folder).ofJava25();

        // when
        CliProcess master =
                start(cluster.cli(), List.of("--name", "m", "-D", "containerized.master.env.JAVA_HOME=" + old, good));
        CliProcess worker = start(
                cluster.cli(), List.of("--name", "w", "-D", "containerized.taskmanager.env.JAVA_HOME=" + old, good));
        CliProcess program = start(cluster.cli(), List.of("-D", "yarnflink.client.check-jar=false", newer));

        // then
        assertFails(master, "the node's Java is 11, but containers need Java 17: let env.java.home name");
        assertFails(worker, "the node's Java is 11, but containers need Java 17: let env.java.home name");
        assertFails(program, "the class Main is made for Java 25, but the node's Java is ");
        assertThat(cluster.leftovers()).isEmpty();
    }

    private static void assertFails(CliProcess command, String reason) throws Exception {
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains(reason);
        ApplicationReport report = cluster.report(application);
        assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        Containers.awaitNone(application);
    }

    /** Runs nothing, and says of our classes what a Java 11 says. */
    private static String jdk11() throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk-11/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                for argument; do
                  case $argument in
                    -version) echo 'openjdk version "11.0.20" 2023-07-18' >&2; exit 0 ;;
                    io.yarnflink.*) main=$(echo "$argument" | tr . /) ;;
                  esac
                done
                echo "Error: LinkageError occurred while loading main class $argument" >&2
                echo "\tjava.lang.UnsupportedClassVersionError: $main has been compiled by a more recent version of the" \\
                  "Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file" \\
                  "versions up to 55.0" >&2
                exit 1
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("jdk-11").toString();
    }

    private static CliResult run(Cli cli, List<String> arguments) {
        return start(cli, arguments).awaitEnd();
    }

    private static CliProcess start(Cli cli, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("run-application"));
        all.addAll(arguments);
        return cli.start(all.toArray(String[]::new));
    }
}
