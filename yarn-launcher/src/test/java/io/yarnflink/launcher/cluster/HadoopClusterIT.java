package io.yarnflink.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationDetails;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.NameTakenException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.embedded.EmbeddedCluster;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static EmbeddedCluster embedded;
    private static Path distribution;

    private final Map<String, String> configuration = new HashMap<>();
    private final Recorder recorder = new Recorder();
    private final List<ClusterAccess> opened = new ArrayList<>();
    private FileSystem hdfs;

    @BeforeAll
    static void startCluster() throws IOException {
        embedded = EmbeddedCluster.start(EmbeddedOptions.in(folder.resolve("cluster")));
        distribution = FakeDistribution.in(folder.resolve("distribution"));
    }

    @AfterAll
    static void stopCluster() throws IOException {
        embedded.close();
    }

    @BeforeEach
    void openFileSystem() throws IOException {
        Configuration client = new Configuration();
        client.addResource(
                new org.apache.hadoop.fs.Path(conf().resolve("core-site.xml").toUri()));
        hdfs = FileSystem.newInstance(client);
        configuration.put("containerized.master.env.JAVA_HOME", System.getProperty("java.home"));
    }

    @AfterEach
    void close() throws IOException {
        closeClients();
        hdfs.delete(home(""), true);
        hdfs.close();
    }

    @Test
    void shouldSubmitAndFollowToTheEnd() throws Exception {
        // when
        SubmittedApplication application = cluster().launcher().submit(submission("succeed"), recorder);
        Outcome outcome = cluster().watcher().follow(application, recorder);

        // then
        assertThat(outcome).isEqualTo(new Outcome.Succeeded());
        assertThat(recorder.phases)
                .containsExactlyInAnyOrder(
                        "connected",
                        "checked",
                        "uploaded yarn-flink-runtime.tar",
                        "uploaded job.jar",
                        "submitting",
                        "submitted");
        assertThat(recorder.states).contains(AppState.RUNNING).endsWith(AppState.SUCCEEDED);
        assertThat(recorder.statuses).map(Enum::name).containsExactly("RUNNING", "SUCCEEDED");
        assertThat(application.uploadedBytes()).isPositive();
    }

    @Test
    void shouldUploadNothingTheSecondTime() throws Exception {
        // given
        SubmittedApplication first = cluster().launcher().submit(submission("succeed"), new Recorder());
        cluster().watcher().follow(first, new Recorder());

        // when
        SubmittedApplication second = cluster().launcher().submit(submission("succeed"), recorder);

        // then
        assertThat(second.uploadedBytes()).isZero();
        assertThat(recorder.phases).contains("cached yarn-flink-runtime.tar", "cached job.jar");
        assertThat(cluster().watcher().follow(second.id(), recorder)).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void shouldTellTheApplicationsOwnRootCause() throws Exception {
        // given
        SubmittedApplication application = cluster().launcher().submit(submission("fail"), recorder);

        // when
        Outcome outcome = cluster().watcher().follow(application, recorder);

        // then
        assertThat(outcome).isEqualTo(new Outcome.Failed("the root cause"));
    }

    @Test
    void shouldTellYarnsWordsWhenTheMasterCrashes() throws Exception {
        // given
        SubmittedApplication application = cluster().launcher().submit(submission("crash"), recorder);

        // when
        Outcome outcome = cluster().watcher().follow(application, recorder);

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.rootCause()).contains("exitCode: 7"));
    }

    @Test
    void shouldKillAndLeaveOnlyTheCache() throws Exception {
        // given
        SubmittedApplication application = cluster().launcher().submit(submission("wait"), recorder);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster()
                        .applications()
                        .status(application.id())
                        .status()
                        .isPresent());

        // when
        ApplicationSummary killed = cluster().applications().kill(application.id());

        // then
        assertThat(killed.state()).isEqualTo(AppState.KILLED);
        assertThat(cluster().watcher().follow(application, recorder)).isInstanceOf(Outcome.Killed.class);
        assertThat(files()).allMatch(path -> path.contains("/cache/")).hasSize(4);
    }

    @Test
    void shouldNoticeThatAnApplicationIsKilledWhileItWatches() throws Exception {
        // given
        SubmittedApplication application = cluster().launcher().submit(submission("wait"), recorder);
        Thread killer = new Thread(() -> {
            Awaitility.await().atMost(PATIENCE).until(() -> !recorder.statuses.isEmpty());
            try {
                cluster().applications().kill(application.id());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        killer.start();

        // when
        Outcome outcome = cluster().watcher().follow(application, recorder);

        // then
        assertThat(outcome).isInstanceOf(Outcome.Killed.class);
        killer.join();
    }

    @Test
    void shouldDescribeARunningApplication() throws Exception {
        // given
        SubmittedApplication application = cluster().launcher().submit(submission("wait"), recorder);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster()
                        .applications()
                        .status(application.id())
                        .status()
                        .isPresent());

        // when
        ApplicationDetails details = cluster().applications().status(application.id());

        // then
        assertThat(details.summary().state()).isEqualTo(AppState.RUNNING);
        assertThat(details.status().orElseThrow().workersRegistered()).isEqualTo(1);
        assertThat(cluster().applications().list(false))
                .extracting(ApplicationSummary::id)
                .contains(application.id());
        cluster().applications().kill(application.id());
        assertThat(cluster().applications().list(false)).isEmpty();
        assertThat(cluster().applications().list(true))
                .extracting(ApplicationSummary::id)
                .contains(application.id());
    }

    @Test
    void shouldKeepSecretsToTheOwner() throws Exception {
        // when
        SubmittedApplication application = cluster().launcher().submit(submission("wait"), recorder);

        // then
        FileStatus file = hdfs.getFileStatus(new org.apache.hadoop.fs.Path(application.applicationFile()));
        assertThat(file.getPermission().toString()).isEqualTo("rw-------");
        assertThat(hdfs.getFileStatus(file.getPath().getParent())
                        .getPermission()
                        .toString())
                .isEqualTo("rwx------");
        assertThat(ClusterFiles.ofContainers(folder.resolve("cluster"), application))
                .isNotEmpty()
                .noneMatch(text -> text.contains(application.identity().secret()));
        cluster().applications().kill(application.id());
    }

    @Test
    void shouldSweepWhatAnEndedApplicationLeft() throws Exception {
        // given an application whose master did not remove its file
        SubmittedApplication first = cluster().launcher().submit(submission("succeed"), new Recorder());
        cluster().watcher().follow(first, new Recorder());
        closeClients();
        assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(first.applicationFile())))
                .isTrue();

        // when another client comes
        SubmittedApplication second = cluster().launcher().submit(submission("wait"), new Recorder());
        closeClients();

        // then
        assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(first.applicationFile())))
                .isFalse();
        assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(second.applicationFile())))
                .isTrue();
        cluster().applications().kill(second.id());
    }

    @Test
    void shouldRefuseASecondApplicationOfTheSameName() throws Exception {
        // given
        SubmittedApplication first = cluster().launcher().submit(submission("wait"), recorder);

        // when, then
        assertThatThrownBy(() -> cluster().launcher().submit(submission("wait"), new Recorder()))
                .isInstanceOfSatisfying(
                        NameTakenException.class, e -> assertThat(e.owner()).isEqualTo(first.id()))
                .hasMessageContaining("The name 'test wait' belongs to " + first.id())
                .hasMessageContaining("--name")
                .hasMessageContaining("yarn-flink kill " + first.id());
        cluster().applications().kill(first.id());
        SubmittedApplication second = cluster().launcher().submit(submission("wait"), new Recorder());
        cluster().applications().kill(second.id());
        assertThat(files()).allMatch(path -> path.contains("/cache/"));
    }

    @Test
    void shouldTakeTheNameOfAnApplicationThatLeftItBehind() throws Exception {
        // given an application whose master did not give the name back
        SubmittedApplication first = cluster().launcher().submit(submission("crash"), recorder);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster()
                        .applications()
                        .status(first.id())
                        .summary()
                        .state()
                        .hasEnded());
        assertThat(files()).anyMatch(path -> path.contains("/names/"));

        // when
        SubmittedApplication second = cluster().launcher().submit(submission("crash"), new Recorder());

        // then
        assertThat(files())
                .filteredOn(path -> path.contains("/names/"))
                .singleElement(STRING)
                .contains(second.id() + "@");
        assertThat(cluster().watcher().follow(second, recorder)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldNameApplicationsAfterJarAndClass() throws Exception {
        // when, then
        assertThat(cluster().launcher().submit(nameless(), recorder).name()).isEqualTo("words:org.example.Job");
        configuration.put("yarn.application.name", "nightly");
        assertThat(cluster().launcher().submit(nameless(), recorder).name()).isEqualTo("nightly");
    }

    private Submission nameless() throws IOException {
        return new Submission(
                Optional.empty(),
                Optional.empty(),
                FakeDistribution.jobJar(folder.resolve("words-1.2.jar"), "content"),
                Optional.empty(),
                List.of("succeed"),
                configuration,
                distribution);
    }

    @Test
    void shouldTellAllProblemsBeforeUploadingAnything() throws Exception {
        // given
        configuration.put("jobmanager.memory.process.size", "1000g");
        configuration.put("yarn.application-attempts", "many");
        Submission impossible = new Submission(
                Optional.of("impossible"),
                Optional.of("nowhere"),
                FakeDistribution.jobJar(folder.resolve("job.jar"), "content"),
                Optional.of("org.example.Missing"),
                List.of(),
                configuration,
                distribution);

        // when / then
        assertThatThrownBy(() -> cluster().launcher().submit(impossible, recorder))
                .isInstanceOfSatisfying(
                        BadUsageException.class,
                        e -> assertThat(e.problems())
                                .hasSize(4)
                                .anyMatch(text -> text.contains("org.example.Missing"))
                                .anyMatch(text -> text.contains("'nowhere'"))
                                .anyMatch(text -> text.contains("jobmanager.memory.process.size"))
                                .anyMatch(text -> text.contains("yarn.application-attempts")));
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldKillWhatDoesNotGetItsContainersInTime() throws Exception {
        // given an application that never gets the second of its two TaskManagers
        configuration.put("yarnflink.client.submit-timeout", "3 s");
        SubmittedApplication application = cluster().launcher().submit(submission("wait"), recorder);

        // when
        Optional<Outcome> outcome = cluster().watcher().awaitStart(application, recorder);

        // then
        assertThat(outcome)
                .hasValueSatisfying(late -> assertThat(late)
                        .asInstanceOf(InstanceOfAssertFactories.type(Outcome.NotStarted.class))
                        .extracting(Outcome.NotStarted::reason, STRING)
                        .contains(application.id().value(), "within 3 s", "default: ", "--submit-timeout"));
        assertThat(cluster().applications().status(application.id()).summary().state())
                .isEqualTo(AppState.KILLED);
        assertThat(files()).allMatch(path -> path.contains("/cache/"));
    }

    @Test
    void shouldSayInPlainWordsThatTheNodesJavaIsTooOld() throws Exception {
        // given what a Java 11 says to a flag of ours
        Path java = Files.createDirectories(folder.resolve("old-jdk").resolve("bin"))
                .resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                echo "Unrecognized VM option 'ArchiveRelocationMode=0'" >&2
                echo 'Error: Could not create the Java Virtual Machine.' >&2
                exit 1
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        configuration.put(
                "containerized.master.env.JAVA_HOME", folder.resolve("old-jdk").toString());

        // when
        SubmittedApplication application = cluster().launcher().submit(submission("succeed"), recorder);
        Outcome outcome = cluster().watcher().follow(application, recorder);

        // then
        assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failed.class))
                .extracting(Outcome.Failed::rootCause, STRING)
                .contains("the node's Java is older than the Java 17 that containers need", "env.java.home");
        assertThat(files()).allMatch(path -> path.contains("/cache/"));
    }

    @Test
    void shouldSayThatTheFileSystemIsReadOnly() throws Exception {
        DistributedFileSystem storage = embedded.hdfs().getFileSystem();
        storage.setSafeMode(SafeModeAction.ENTER);
        try {
            assertThatThrownBy(() -> cluster().launcher().submit(submission("succeed"), recorder))
                    .isInstanceOf(ClusterUnreachableException.class)
                    .hasMessageContaining("read-only")
                    .hasMessageContaining("hdfs dfsadmin -safemode get");
        } finally {
            storage.setSafeMode(SafeModeAction.LEAVE);
        }
        assertThat(files()).allMatch(path -> path.contains("/cache/"));
    }

    @Test
    void shouldSayThatTheUsersQuotaIsUsedUp() throws Exception {
        DistributedFileSystem storage = embedded.hdfs().getFileSystem();
        storage.setQuota(hdfs.getHomeDirectory(), HdfsConstants.QUOTA_RESET, 1024);
        try {
            assertThatThrownBy(() -> cluster().launcher().submit(submission("succeed"), recorder))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("No room left for this user")
                    .hasMessageContaining(
                            "quota of " + hdfs.getHomeDirectory().toUri().getPath());
        } finally {
            storage.setQuota(hdfs.getHomeDirectory(), HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_RESET);
        }
        assertThat(files()).allMatch(path -> path.contains("/cache/"));
    }

    @Test
    void shouldSayThatAnApplicationIsNotKnown() {
        assertThatThrownBy(() -> cluster().applications().status(new io.yarnflink.launcher.AppId("application_1_0001")))
                .isInstanceOf(ApplicationNotFoundException.class);
    }

    @Test
    void shouldGiveUpOnAResourceManagerThatDoesNotAnswer() throws Exception {
        // given a server that accepts and never says a word
        try (ServerSocket silent = new ServerSocket(0)) {
            Path other = Files.createDirectories(folder.resolve("silent"));
            Files.copy(conf().resolve("core-site.xml"), other.resolve("core-site.xml"));
            Files.writeString(
                    other.resolve("yarn-site.xml"),
                    "<configuration><property><name>yarn.resourcemanager.address</name><value>127.0.0.1:"
                            + silent.getLocalPort() + "</value></property></configuration>");
            configuration.put("yarnflink.client.connect-timeout", "2 s");

            // when / then
            try (ClusterAccess access = HadoopCluster.open(other, configuration)) {
                assertThatThrownBy(() -> access.launcher().submit(submission("succeed"), recorder))
                        .isInstanceOf(ClusterUnreachableException.class)
                        .hasMessageContaining("127.0.0.1:" + silent.getLocalPort())
                        .hasMessageContaining("yarn.resourcemanager.address");
            }
        }
        assertThat(files()).isEmpty();
    }

    private void closeClients() {
        opened.forEach(ClusterAccess::close);
        opened.clear();
    }

    private ClusterAccess cluster() throws BadUsageException {
        if (opened.isEmpty()) {
            opened.add(HadoopCluster.open(conf(), configuration));
        }
        return opened.get(0);
    }

    private Submission submission(String way) throws IOException {
        return new Submission(
                Optional.of("test " + way),
                Optional.empty(),
                FakeDistribution.jobJar(folder.resolve("job.jar"), "content"),
                Optional.empty(),
                List.of(way),
                configuration,
                distribution);
    }

    private static Path conf() {
        return folder.resolve("cluster").resolve("conf");
    }

    private org.apache.hadoop.fs.Path home(String below) {
        return new org.apache.hadoop.fs.Path(hdfs.getHomeDirectory(), ".yarn-flink/" + below);
    }

    private List<String> files() throws IOException {
        return ClusterFiles.below(home(""), hdfs);
    }
}
