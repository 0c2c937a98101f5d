package io.yarnflink.runtime.snapshot;

import static io.yarnflink.runtime.snapshot.CheckpointedJob.contents;
import static io.yarnflink.runtime.snapshot.CheckpointedJob.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyBuilder;
import io.yarnflink.runtime.log.InMemoryLog;
import io.yarnflink.runtime.log.LogReading;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.succession.Attempt;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.succession.LoggedSuccession;
import io.yarnflink.runtime.succession.LostLeadershipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that share files, as incremental ones do: each file goes once, and not before nobody needs it. */
class SharedStateTest {

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> deleted = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void watchDeletions() {
        FlakyFileSystem.failing((call, path) -> {
            if (call.equals("delete") && path.getName().endsWith(".sst")) {
                deleted.add(path.getName());
            }
        });
    }

    @AfterEach
    void recover() {
        FlakyFileSystem.wellAgain();
        assertThat(new HashSet<>(deleted)).as("each file is deleted once").hasSameSizeAs(deleted);
    }

    @Test
    void shouldDeleteSharedFilesWhenTheLastCheckpointThatNeedsThemGoes() throws Exception {
        // given
        JobGraph graph = TestGraph.job().counters(1).build();
        JobCheckpoints checkpoints = open(graph);
        take(checkpoints, graph, 1, List.of("a", "b"), List.of());
        take(checkpoints, graph, 2, List.of("c"), List.of("b"));

        // when
        checkpoints.subsume(List.of(1L));
        // and one fails that has uploaded something
        CheckpointOrder third = order(3, CheckpointPurpose.CHECKPOINT, Optional.empty());
        checkpoints.prepare(third).get();
        checkpoints.abort(third, List.of(written(graph, 3, List.of("d"), List.of("b"))));
        // The registry has to know of its files before the next checkpoint is subsumed, else they go with the one
        // after.
        await().until(() -> !Files.exists(ofJob(graph, "chk-3")));
        CompletedCheckpoint fourth = take(checkpoints, graph, 4, List.of("e"), List.of("b"));
        checkpoints.subsume(List.of(2L));
        checkpoints.close();

        // then
        assertThat(shared(graph)).containsExactly("b.sst", "e.sst");
        assertThat(ofJob(graph, "chk-4")).isDirectory();
        assertThat(CheckpointStorageContractTest.names(ofJob(graph, "")))
                .containsExactly("chk-4", "shared", "taskowned");
        assertThat(StateFile.of(CheckpointStorageContractTest.read(fourth).getOperatorStates().stream()
                        .filter(state -> state.getOperatorID().equals(TestGraph.COUNT))
                        .findFirst()
                        .orElseThrow()))
                .extracting(file -> file.path().getName())
                .contains("b.sst", "e.sst");
    }

    @Test
    void shouldDeleteEverythingAtTheEnd() throws Exception {
        // given
        JobGraph graph = TestGraph.job().counters(1).build();
        JobCheckpoints checkpoints = open(graph);
        take(checkpoints, graph, 1, List.of("a", "b"), List.of());
        CheckpointOrder second = order(2, CheckpointPurpose.CHECKPOINT, Optional.empty());
        checkpoints.prepare(second).get();
        SubtaskSnapshot late = written(graph, 2, List.of("c"), List.of("a"));
        checkpoints.abort(second, List.of());
        checkpoints.discard(late);

        // when
        checkpoints.jobEnded(JobPhase.FINISHED);
        checkpoints.close();

        // then
        assertThat(ofJob(graph, "")).doesNotExist();
    }

    @Test
    void shouldTakeOverTheFilesOfAClaimedCheckpoint() throws Exception {
        // given
        JobGraph before = TestGraph.job().counters(1).build();
        String retained = retained(before);

        // when
        JobGraph graph = TestGraph.job()
                .counters(1)
                .from(retained, RecoveryClaimMode.CLAIM)
                .build();
        JobCheckpoints checkpoints = open(graph);
        take(checkpoints, graph, 2, List.of("c"), List.of(), file(before, "b"));
        checkpoints.subsume(List.of(1L));
        awaitShared(before, Set.of("b.sst"));

        // then the last of them goes with the last checkpoint that needs it, and the folder with that
        assertThat(ofJob(before, "chk-1")).doesNotExist();
        checkpoints.jobEnded(JobPhase.FINISHED);
        checkpoints.close();
        assertThat(ofJob(before, "")).doesNotExist();
        assertThat(ofJob(graph, "")).doesNotExist();
    }

    @Test
    void shouldNotTouchTheFilesOfACheckpointThatIsNotClaimed() throws Exception {
        // given
        JobGraph before = TestGraph.job().counters(1).build();
        String retained = retained(before);

        // when
        JobGraph graph = TestGraph.job()
                .counters(1)
                .from(retained, RecoveryClaimMode.NO_CLAIM)
                .build();
        JobCheckpoints checkpoints = open(graph);
        take(checkpoints, graph, 2, List.of("c"), List.of());
        checkpoints.subsume(List.of(1L));
        checkpoints.jobEnded(JobPhase.FINISHED);
        checkpoints.close();

        // then
        assertThat(shared(before)).containsExactly("a.sst", "b.sst");
        assertThat(ofJob(before, "chk-1")).isDirectory();
        assertThat(ofJob(graph, "")).doesNotExist();
    }

    @Test
    void shouldDeleteWhatAnEarlierAttemptHasLeftWhenThereIsEnoughThatIsNewer() throws Exception {
        // given an attempt that dies
        InMemoryLog log = new InMemoryLog();
        JobGraph graph = TestGraph.job().counters(1).build();
        JobCheckpoints first = openAs(1, log, graph);
        take(first, graph, 1, List.of("a", "b"), List.of());
        CompletedCheckpoint newest = take(first, graph, 2, List.of("c"), List.of("b"));

        // when another goes on
        graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(newest.path(), false, RecoveryClaimMode.CLAIM));
        JobCheckpoints second = openAs(2, log, graph);

        // then both are there until there is a third
        assertThat(second.views()).extracting(CheckpointView::id).containsExactly(1L, 2L);
        take(second, graph, 3, List.of("d"), List.of("c"));
        assertThat(ofJob(graph, "chk-1")).isDirectory();
        second.completed(3, List.of());
        awaitShared(graph, Set.of("b.sst", "c.sst", "d.sst"));
        assertThat(ofJob(graph, "chk-2")).isDirectory();
        assertThat(second.views()).extracting(CheckpointView::id).containsExactly(2L, 3L);

        // and all go at the end
        second.jobEnded(JobPhase.FINISHED);
        second.close();
        assertThat(ofJob(graph, "")).doesNotExist();
    }

    @Test
    void shouldDeleteAClaimedCheckpointOnceThoughTheAttemptThatClaimedItDies() throws Exception {
        // given
        JobGraph before = TestGraph.job().counters(1).build();
        String retained = retained(before);
        InMemoryLog log = new InMemoryLog();
        JobGraph graph = TestGraph.job()
                .counters(1)
                .from(retained, RecoveryClaimMode.CLAIM)
                .build();
        openAs(1, log, graph);
        LoggedCheckpoint claimed = LogReading.newest(log)
                .orElseThrow()
                .application()
                .job(0)
                .flatMap(LoggedJob::latest)
                .orElseThrow();

        // when it dies before its first checkpoint, and the next after that
        graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(claimed.path(), false, RecoveryClaimMode.CLAIM));
        JobCheckpoints second = openAs(2, log, graph);
        CompletedCheckpoint own = take(second, graph, 2, List.of("c"), List.of(), file(before, "b"));
        graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(own.path(), false, RecoveryClaimMode.CLAIM));
        JobCheckpoints third = openAs(3, log, graph);

        // then
        assertThat(ofJob(before, "chk-1")).isDirectory();
        take(third, graph, 3, List.of("d"), List.of());
        third.completed(3, List.of());
        awaitShared(before, Set.of("b.sst"));
        third.jobEnded(JobPhase.FINISHED);
        third.close();
        assertThat(ofJob(before, "")).doesNotExist();
        assertThat(ofJob(graph, "")).doesNotExist();
    }

    @Test
    void shouldNotTakeCheckpointsOfItsSuccessorForWhatWasLeft() throws Exception {
        // given an attempt that sleeps before it looks at what others have left
        InMemoryLog log = new InMemoryLog();
        JobGraph graph = TestGraph.job().counters(1).build();
        JobCheckpoints sleeper = begin(2, log, graph);
        JobCheckpoints successor = openAs(3, log, graph);
        take(successor, graph, 1, List.of("a"), List.of());

        // when
        assertThatThrownBy(sleeper::takeOver).isInstanceOf(LostLeadershipException.class);

        // then
        assertThat(ofJob(graph, "chk-1/_metadata")).isRegularFile();
        sleeper.close();
        successor.close();
    }

    /** Two checkpoints are kept. */
    private JobCheckpoints openAs(int attempt, InMemoryLog log, JobGraph graph) throws IOException {
        JobCheckpoints opened = begin(attempt, log, graph);
        opened.takeOver();
        return opened;
    }

    /** As above, and has not looked yet at what others have left. */
    private JobCheckpoints begin(int attempt, InMemoryLog log, JobGraph graph) throws IOException {
        Path logFolder = Files.createDirectories(folder.resolve("names/counting/application_1_0001/log"));
        JobRecord record = new LoggedSuccession(
                        log,
                        logFolder.toUri().toString(),
                        new Attempt(attempt, "counting", "application_1_0001", "localhost:1", true, true),
                        Runnable::run,
                        lost -> {})
                .job(graph.getJobID(), "counting");
        if (record.inherited().isEmpty()) {
            record.submitted(() -> new byte[] {1});
        }
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "flaky:" + folder);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        return JobCheckpoints.open(
                graph, TopologyBuilder.build(graph), configuration, getClass().getClassLoader(), record, Runnable::run);
    }

    private String retained(JobGraph graph) throws Exception {
        JobCheckpoints checkpoints = open(graph);
        String path = take(checkpoints, graph, 1, List.of("a", "b"), List.of()).path();
        checkpoints.close();
        return path;
    }

    private JobCheckpoints open(JobGraph graph) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "flaky:" + folder);
        return JobCheckpoints.open(
                graph, TopologyBuilder.build(graph), configuration, getClass().getClassLoader(), Runnable::run);
    }

    private CompletedCheckpoint take(
            JobCheckpoints checkpoints,
            JobGraph graph,
            long id,
            List<String> uploaded,
            List<String> reused,
            StreamStateHandle... reusedFromOthers)
            throws Exception {
        CheckpointOrder order = order(id, CheckpointPurpose.CHECKPOINT, Optional.empty());
        checkpoints.prepare(order).get();
        SubtaskSnapshot snapshot = written(graph, id, uploaded, reused, reusedFromOthers);
        return checkpoints
                .store(contents(order, Map.of(new Subtask(CheckpointedJob.COUNTING, 0), snapshot)), Map.of())
                .get();
    }

    /** What a backend reports that uploads some files and uses others again. */
    private SubtaskSnapshot written(
            JobGraph graph, long id, List<String> uploaded, List<String> reused, StreamStateHandle... reusedFromOthers)
            throws IOException {
        List<HandleAndLocalPath> shared = new ArrayList<>();
        for (String name : uploaded) {
            FileStateHandle handle = file(graph, name);
            Files.writeString(ofJob(graph, "shared").resolve(name + ".sst"), name);
            shared.add(HandleAndLocalPath.of(handle, name));
        }
        Stream<StreamStateHandle> again =
                Stream.concat(reused.stream().map(name -> file(graph, name)), Stream.of(reusedFromOthers));
        again.forEach(handle -> shared.add(HandleAndLocalPath.of(
                new PlaceholderStreamStateHandle(handle.getStreamStateHandleID(), handle.getStateSize(), false),
                "again")));
        Path own = Files.createDirectories(ofJob(graph, "chk-" + id));
        Files.writeString(own.resolve("CURRENT"), "private");
        Files.writeString(own.resolve("meta"), "meta");
        TaskStateSnapshot snapshot = new TaskStateSnapshot();
        snapshot.putSubtaskStateByOperatorID(
                TestGraph.COUNT,
                OperatorSubtaskState.builder()
                        .setManagedKeyedState(new IncrementalRemoteKeyedStateHandle(
                                new UUID(1, 1),
                                KeyGroupRange.of(0, 127),
                                id,
                                shared,
                                List.of(HandleAndLocalPath.of(handle(own.resolve("CURRENT"), 7), "CURRENT")),
                                handle(own.resolve("meta"), 4)))
                        .build());
        return HeapSubtask.serialized(snapshot);
    }

    private FileStateHandle file(JobGraph graph, String name) {
        return handle(ofJob(graph, "shared").resolve(name + ".sst"), 1);
    }

    private static FileStateHandle handle(Path path, long size) {
        return new FileStateHandle(new org.apache.flink.core.fs.Path("flaky:" + path), size);
    }

    private Path ofJob(JobGraph graph, String name) {
        return folder.resolve(graph.getJobID().toString()).resolve(name);
    }

    private Set<String> shared(JobGraph graph) throws IOException {
        try (Stream<Path> all = Files.list(ofJob(graph, "shared"))) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void awaitShared(JobGraph graph, Set<String> expected) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(shared(graph)).isEqualTo(expected);
            assertThat(ofJob(graph, "chk-1")).doesNotExist();
        });
    }
}
