package io.yarnflink.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.time.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int TEST_MEMORY_MEGABYTES = 2048;

    @TempDir
    Path folder;

    private EmbeddedProcess process = new EmbeddedProcess(new EmbeddedFolder(Path.of("/nonexistent")), Clock.system());

    @BeforeEach
    void prepare() {
        process = new EmbeddedProcess(new EmbeddedFolder(folder), Clock.system());
    }

    @AfterEach
    void stop() throws EmbeddedException {
        process.stop();
    }

    @Test
    void shouldServeClientsThroughItsConfigurationFolder() throws Exception {
        // given
        List<EmbeddedPhase> phases = new ArrayList<>();

        // when
        EmbeddedState state = process.start(options(), classPath(), now -> phases.add(now.phase()));

        // then
        assertThat(state.phase()).isEqualTo(EmbeddedPhase.READY);
        assertThat(phases).last().isEqualTo(EmbeddedPhase.READY);
        assertThat(process.find()).contains(state);
        try (FileSystem files = FileSystem.newInstance(clientConfiguration())) {
            assertThat(files.getUri().toString()).isEqualTo(state.fileSystem());
            assertThat(files.getFileStatus(path("/tmp")).getPermission()).isEqualTo(new FsPermission((short) 01777));
            assertThat(files.getFileStatus(files.getHomeDirectory()).isDirectory())
                    .isTrue();
        }
        try (YarnClient yarn = yarnClient()) {
            assertThat(yarn.getNodeReports(NodeState.RUNNING)).hasSize(1);
        }
    }

    @Test
    void shouldTakeTheRunningClusterWhenStartedAgain() throws Exception {
        // given
        EmbeddedState first = process.start(options(), classPath(), now -> {});

        // when
        EmbeddedState second = process.start(options(), classPath(), now -> {});

        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldLeaveNoProcessWhenStopped() throws Exception {
        // given
        EmbeddedState state = process.start(options(), classPath(), now -> {});
        submit("exec sleep 600");
        Awaitility.await().atMost(PATIENCE).until(() -> !containers().isEmpty());
        List<ProcessHandle> containers = containers();

        // when
        Optional<Long> stopped = process.stop();

        // then
        assertThat(stopped).contains(state.pid());
        assertThat(process.find()).isEmpty();
        assertThat(ProcessHandle.of(state.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(containers).noneMatch(ProcessHandle::isAlive);
        assertThat(containers()).isEmpty();
    }

    @Test
    void shouldEndWithTheProcessThatItBelongsTo() throws Exception {
        // given
        Process owner = new ProcessBuilder("sleep", "600").start();
        EmbeddedState state = process.start(options().withOwner(owner.pid()), classPath(), now -> {});
        submit("exec sleep 600");
        Awaitility.await().atMost(PATIENCE).until(() -> !containers().isEmpty());
        assertThat(process.find()).contains(state);

        // when
        owner.destroyForcibly();

        // then
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(process.find()).isEmpty();
            assertThat(ProcessHandle.of(state.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(containers()).isEmpty();
        });
    }

    @Test
    void shouldEndContainersOfAClusterThatWasKilled() throws Exception {
        // given
        EmbeddedState state = process.start(options(), classPath(), now -> {});
        submit("exec sleep 600");
        Awaitility.await().atMost(PATIENCE).until(() -> !containers().isEmpty());
        ProcessHandle server = ProcessHandle.of(state.pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();

        // when
        Optional<Long> stopped = process.stop();

        // then
        assertThat(stopped).isEmpty();
        assertThat(containers()).isEmpty();
    }

    @Test
    void shouldEndTheContainersOfANodeThatIsRestarted() throws Exception {
        // given
        process.start(options(), classPath(), now -> {});
        submit("exec sleep 600");
        Awaitility.await().atMost(PATIENCE).until(() -> !containers().isEmpty());
        List<ProcessHandle> before = containers();

        try (YarnClient yarn = yarnClient()) {
            String node =
                    yarn.getNodeReports(NodeState.RUNNING).get(0).getNodeId().toString();

            // when
            process.restartNodeManager(node);

            // then
            assertThat(before).noneMatch(ProcessHandle::isAlive);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(yarn.getNodeReports(NodeState.RUNNING))
                            .singleElement()
                            .satisfies(report ->
                                    assertThat(report.getNodeId().toString()).isEqualTo(node)));
        }
    }

    @Test
    void shouldKeepFilesWhenStartedAgain() throws Exception {
        // given
        process.start(options(), classPath(), now -> {});
        try (FileSystem files = FileSystem.newInstance(clientConfiguration())) {
            files.create(path("/tmp/kept")).close();
        }
        process.stop();

        // when
        process.start(options(), classPath(), now -> {});

        // then
        try (FileSystem files = FileSystem.newInstance(clientConfiguration())) {
            assertThat(files.exists(path("/tmp/kept"))).isTrue();
        }
    }

    @Test
    void shouldSayWhyItDidNotStart() throws Exception {
        // given a setting that no server accepts
        EmbeddedOptions wrong = options().withSettings(Map.of("yarn.resourcemanager.scheduler.class", "no.such.Class"));

        // when
        Throwable problem =
                org.assertj.core.api.Assertions.catchThrowable(() -> process.start(wrong, classPath(), now -> {}));

        // then
        assertThat(problem)
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("no.such.Class")
                .hasMessageContaining("cluster.log");
        assertThat(process.find()).isEmpty();
    }

    private EmbeddedOptions options() {
        return EmbeddedOptions.in(folder)
                .withNodes(1, TEST_MEMORY_MEGABYTES, 2)
                .withOwner(ProcessHandle.current().pid());
    }

    private static List<String> classPath() {
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private List<ProcessHandle> containers() {
        return ContainerProcesses.under(process.folder().yarn()).processes();
    }

    private YarnClient yarnClient() throws IOException {
        YarnClient client = YarnClient.createYarnClient();
        client.init(new YarnConfiguration(clientConfiguration()));
        client.start();
        return client;
    }

    private Configuration clientConfiguration() throws IOException {
        Configuration configuration = new Configuration();
        for (String site : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            Path file = process.folder().configuration().resolve(site);
            assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("<configuration>");
            configuration.addResource(file.toUri().toURL());
        }
        return configuration;
    }

    private void submit(String command) throws IOException, YarnException {
        try (YarnClient client = yarnClient()) {
            ApplicationSubmissionContext context = client.createApplication().getApplicationSubmissionContext();
            context.setApplicationName("sleeper");
            context.setMaxAppAttempts(1);
            context.setResource(Resource.newInstance(256, 1));
            context.setAMContainerSpec(
                    ContainerLaunchContext.newInstance(Map.of(), Map.of(), List.of(command), Map.of(), null, Map.of()));
            ApplicationId id = client.submitApplication(context);
            assertThat(id.getId()).isPositive();
        }
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }
}
