package io.yarnflink.runtime.snapshot;

import static io.yarnflink.runtime.snapshot.CheckpointedJob.contents;
import static io.yarnflink.runtime.snapshot.CheckpointedJob.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files there are after which call, on a file system of the scheme under test. */
abstract class CheckpointStorageContractTest {

    static final List<String> KEYS =
            Stream.iterate(0, i -> i + 1).limit(300).map(i -> "key-" + i).toList();

    @TempDir
    Path folder;

    /** How the file system under test calls a local path. */
    abstract String uri(Path path);

    @AfterEach
    void recover() {
        FlakyFileSystem.wellAgain();
    }

    @Test
    void shouldRestoreWhatWasStored() throws Exception {
        // given
        CompletedCheckpoint complete;
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS).count(List.of("key-7"));
            job.subtask(0).item("a").unionItem("u").rule("r", "1");
            job.subtask(1).item("b").rule("r", "1");

            // when
            complete = job.take(
                    order(1, CheckpointPurpose.CHECKPOINT, Optional.empty()),
                    Map.of(TestGraph.SOURCE, new byte[] {1, 2, 3}));

            // then
            assertThat(complete.path())
                    .isEqualTo(uri(folder.resolve("checkpoints")
                            .resolve(job.graph().getJobID().toString())
                            .resolve("chk-1")));
            assertThat(complete.stateBytes()).isPositive();
            assertThat(job.checkpoints().coordinatorStatesOf(1))
                    .containsOnlyKeys(TestGraph.SOURCE)
                    .containsEntry(TestGraph.SOURCE, new byte[] {1, 2, 3});
            job.begin(Optional.of(complete));
            assertThat(job.counted()).hasSize(300).containsEntry("key-7", 2L).containsEntry("key-8", 1L);
            assertThat(job.timers()).containsExactlyInAnyOrderElementsOf(KEYS);
            assertThat(job.subtask(0).items()).containsExactly("a");
            assertThat(job.subtask(1).items()).containsExactly("b");
            assertThat(job.subtask(1).unionItems()).containsExactly("u");
            assertThat(job.checkpoints().restoreOf(1, new Subtask(0, 0))).isNull();
        }

        // and another job begins from it
        try (CheckpointedJob next = CheckpointedJob.start(
                TestGraph.job().from(complete.path(), RecoveryClaimMode.NO_CLAIM), configuration())) {
            assertThat(next.checkpoints().restored())
                    .map(CompletedCheckpoint::id)
                    .contains(1L);
            assertThat(next.counted()).hasSize(300).containsEntry("key-7", 2L);
            assertThat(next.checkpoints().coordinatorStatesOf(1)).containsEntry(TestGraph.SOURCE, new byte[] {1, 2, 3});
        }
    }

    @Test
    void shouldWriteMetadataThatFlinkReads() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);

            // when
            CompletedCheckpoint complete = job.take(
                    order(5, CheckpointPurpose.CHECKPOINT, Optional.empty()), Map.of(TestGraph.SOURCE, new byte[] {9}));

            // then
            CheckpointMetadata read = read(complete);
            assertThat(read.getCheckpointId()).isEqualTo(5);
            Map<OperatorID, OperatorState> states = read.getOperatorStates().stream()
                    .collect(Collectors.toMap(OperatorState::getOperatorID, state -> state));
            assertThat(states).containsOnlyKeys(TestGraph.SOURCE, TestGraph.COUNT, TestGraph.SINK);
            OperatorState count = Objects.requireNonNull(states.get(TestGraph.COUNT));
            assertThat(count.getOperatorName()).contains("count");
            assertThat(count.getOperatorUid()).contains("count-uid");
            assertThat(count.getParallelism()).isEqualTo(2);
            assertThat(count.getMaxParallelism()).isEqualTo(128);
            assertThat(count.getNumberCollectedStates()).isEqualTo(2);
            assertThat(Objects.requireNonNull(states.get(TestGraph.SOURCE))
                            .getCoordinatorState()
                            .getData())
                    .containsExactly(9);
        }
    }

    @Test
    void shouldDeleteWhatIsSubsumedAndNothingElse() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            job.savepoint(2, uri(folder.resolve("savepoints")));
            job.count(KEYS);
            job.checkpoint(3);
            Set<String> before = files();

            // when
            job.checkpoints().subsume(List.of(1L));
            job.awaitDeletions();

            // then
            assertThat(files())
                    .isEqualTo(before.stream()
                            .filter(file -> !file.contains("/chk-1"))
                            .collect(Collectors.toCollection(TreeSet::new)))
                    .isNotEqualTo(before);
            assertThat(job.checkpoints().views())
                    .extracting(CheckpointView::id, CheckpointView::savepoint)
                    .containsExactly(tuple(2L, true), tuple(3L, false));
            job.begin(Optional.of(
                    new CompletedCheckpoint(order(3, CheckpointPurpose.CHECKPOINT, Optional.empty()), "", 0, 0)));
            assertThat(job.counted()).hasSize(300).containsEntry("key-0", 2L);
        }
    }

    @Test
    void shouldLeaveNothingOfAnAbortedCheckpoint() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            Set<String> before = files();
            CheckpointOrder order = order(2, CheckpointPurpose.CHECKPOINT, Optional.empty());
            Map<Subtask, SubtaskSnapshot> written = job.written(order);
            List<SubtaskSnapshot> both = List.copyOf(written.values());
            assertThat(files()).isNotEqualTo(before);

            // when
            job.checkpoints().abort(order, both.subList(0, 1));
            job.checkpoints().discard(both.get(1));
            job.awaitDeletions();

            // then
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void shouldKeepStateOfACompleteCheckpointThatIsReportedTwice() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
            Map<Subtask, SubtaskSnapshot> written = job.written(order);
            job.checkpoints().store(contents(order, written), Map.of()).get();
            Set<String> before = files();

            // when
            written.values().forEach(job.checkpoints()::discard);
            job.awaitDeletions();

            // then
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void shouldDeleteACheckpointThatWasStoredWhileItWasAborted() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            Set<String> before = files();
            CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
            Map<Subtask, SubtaskSnapshot> written = job.written(order);
            job.checkpoints().store(contents(order, written), Map.of()).get();

            // when
            job.checkpoints().abort(order, List.copyOf(written.values()));
            job.awaitDeletions();

            // then
            assertThat(files()).containsExactlyElementsOf(withEmptyJobFolder(before, job));
            assertThat(job.checkpoints().views()).isEmpty();
            assertThatThrownBy(() -> job.checkpoints().restoreOf(1, new Subtask(1, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found that 1 is not");
        }
    }

    @Test
    void shouldWriteSavepointsThatCanBeMoved() throws Exception {
        // given
        CompletedCheckpoint savepoint;
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            savepoint = job.savepoint(1, uri(folder.resolve("savepoints")));
        }
        assertThat(savepoint.path()).matches(".*/savepoints/savepoint-[0-9a-f]{6}-[0-9a-f]{12}");
        Path written =
                folder.resolve("savepoints").resolve(new org.apache.flink.core.fs.Path(savepoint.path()).getName());
        assertThat(names(written)).contains("_metadata").hasSizeGreaterThan(1);
        Path moved = folder.resolve("elsewhere");

        // when
        Files.move(written, moved);

        // then
        try (CheckpointedJob next = CheckpointedJob.start(
                TestGraph.job().from(uri(moved.resolve("_metadata")), RecoveryClaimMode.NO_CLAIM), configuration())) {
            assertThat(next.counted()).hasSize(300);
        }
    }

    @Test
    void shouldWriteSavepointsToTheConfiguredFolder() throws Exception {
        // given
        Configuration configured = configuration();
        configured.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder.resolve("default")));
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configured)) {
            // when
            CompletedCheckpoint savepoint = job.take(order(1, CheckpointPurpose.SAVEPOINT, Optional.empty()), Map.of());

            // then
            assertThat(savepoint.path()).startsWith(uri(folder.resolve("default")) + "/savepoint-");
        }
    }

    @Test
    void shouldNameTheKeyWhenThereIsNoFolderForASavepoint() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            assertThat(job.checkpoints().prepare(order(1, CheckpointPurpose.SAVEPOINT, Optional.empty())))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(CheckpointException.class)
                    .withMessageContaining("execution.checkpointing.savepoint-dir");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO_EXTERNALIZED_CHECKPOINTS, FINISHED, false",
        "NO_EXTERNALIZED_CHECKPOINTS, FAILED, false",
        "NO_EXTERNALIZED_CHECKPOINTS, CANCELED, false",
        "DELETE_ON_CANCELLATION, FINISHED, false",
        "DELETE_ON_CANCELLATION, CANCELED, false",
        "DELETE_ON_CANCELLATION, FAILED, true",
        "RETAIN_ON_CANCELLATION, CANCELED, true",
        "RETAIN_ON_CANCELLATION, FAILED, true",
        "RETAIN_ON_CANCELLATION, FINISHED, false",
        "NO_EXTERNALIZED_CHECKPOINTS, FINISHED, false",
        "NO_EXTERNALIZED_CHECKPOINTS, CANCELED, false",
        "NO_EXTERNALIZED_CHECKPOINTS, FAILED, false",
    })
    void shouldKeepCheckpointsAfterTheEndAsConfigured(
            ExternalizedCheckpointRetention retention, JobPhase end, boolean kept) throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job().retaining(retention), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            job.checkpoint(2);
            CompletedCheckpoint savepoint = job.savepoint(3, uri(folder.resolve("savepoints")));
            CheckpointOrder pending = order(4, CheckpointPurpose.CHECKPOINT, Optional.empty());
            Map<Subtask, SubtaskSnapshot> unfinished = job.written(pending);
            job.checkpoints().subsume(List.of(1L));

            // when
            job.checkpoints().abort(pending, List.copyOf(unfinished.values()));
            job.checkpoints().jobEnded(end);
            job.awaitDeletions();

            // then
            Path ofJob = folder.resolve("checkpoints/" + job.graph().getJobID());
            if (kept) {
                assertThat(names(ofJob)).containsExactly("chk-2");
            } else {
                assertThat(ofJob).doesNotExist();
            }
            assertThat(read(savepoint).getCheckpointId()).isEqualTo(3);
        }
    }

    @Test
    void shouldLeaveNothingOfMetadataThatCouldNotBeWritten() throws Exception {
        assumeTrue(uri(folder).startsWith("flaky"));
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            Set<String> before = files();
            CheckpointOrder order = order(2, CheckpointPurpose.CHECKPOINT, Optional.empty());
            Map<Subtask, SubtaskSnapshot> written = job.written(order);
            FlakyFileSystem.failing((call, path) -> {
                if (call.equals("create") && path.getName().equals("_metadata")) {
                    throw new IOException("The disk is full");
                }
            });

            // when
            var storing = job.checkpoints().store(contents(order, written), Map.of());

            // then
            assertThat(storing)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(CheckpointException.class)
                    .withMessageContaining("metadata of checkpoint 2")
                    .withMessageContaining("The disk is full");
            job.checkpoints().abort(order, List.copyOf(written.values()));
            job.awaitDeletions();
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void shouldGoOnWhenDeletionFails() throws Exception {
        assumeTrue(uri(folder).startsWith("flaky"));
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            FlakyFileSystem.failing((call, path) -> {
                if (call.equals("delete")) {
                    throw new IOException("Nobody deletes here");
                }
            });

            // when
            job.checkpoint(2);
            job.checkpoints().subsume(List.of(1L));
            CompletedCheckpoint third = job.checkpoint(3);
            job.awaitDeletions();

            // then
            assertThat(read(third).getCheckpointId()).isEqualTo(3);
            assertThat(names(folder.resolve("checkpoints")
                            .resolve(job.graph().getJobID().toString())))
                    .contains("chk-1", "chk-2", "chk-3");
        }
    }

    @Test
    void shouldTryAgainAtTheEndToDeleteWhatStorageDidNotLetGo() throws Exception {
        assumeTrue(uri(folder).startsWith("flaky"));
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            job.checkpoint(1);
            CountDownLatch tried = new CountDownLatch(1);
            FlakyFileSystem.failing((call, path) -> {
                if (call.equals("delete")) {
                    if (path.getName().equals("chk-1")) {
                        tried.countDown();
                    }
                    throw new IOException("Nobody deletes here for a while");
                }
            });
            job.checkpoint(2);
            job.checkpoints().subsume(List.of(1L));
            tried.await();
            FlakyFileSystem.wellAgain();

            // when
            job.checkpoints().jobEnded(JobPhase.FINISHED);
            job.awaitDeletions();

            // then
            assertThat(files()).noneMatch(file -> file.contains("chk-"));
        }
    }

    @Test
    void shouldLeaveWhatItDoesNotOwn() throws Exception {
        // given
        CompletedCheckpoint savepoint = savepointOfAnotherJob();
        Files.createDirectories(folder.resolve("checkpoints"));
        Set<String> before = files();

        // when
        try (CheckpointedJob job = CheckpointedJob.start(
                TestGraph.job().from(savepoint.path(), RecoveryClaimMode.NO_CLAIM), configuration())) {
            assertThat(job.checkpoints().settings().firstIsFull()).isTrue();
            job.checkpoint(2);
            job.checkpoints().subsume(List.of(1L));
            job.checkpoints().jobEnded(JobPhase.FINISHED);
        }

        // then
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldDeleteWhatItHasClaimedOnceItIsSubsumed() throws Exception {
        // given
        CompletedCheckpoint savepoint = savepointOfAnotherJob();

        // when
        try (CheckpointedJob job = CheckpointedJob.start(
                TestGraph.job().from(savepoint.path(), RecoveryClaimMode.CLAIM), configuration())) {
            assertThat(job.checkpoints().settings().firstIsFull()).isFalse();
            assertThat(job.checkpoints().views()).extracting(CheckpointView::id).containsExactly(1L);
            job.checkpoint(2);
            job.checkpoints().subsume(List.of(1L));
            job.awaitDeletions();

            // then
            assertThat(names(folder.resolve("savepoints"))).isEmpty();
            assertThat(job.checkpoints().views()).extracting(CheckpointView::id).containsExactly(2L);
        }
    }

    CompletedCheckpoint savepointOfAnotherJob() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(KEYS);
            CompletedCheckpoint savepoint = job.savepoint(1, uri(folder.resolve("savepoints")));
            job.checkpoints().jobEnded(JobPhase.FINISHED);
            return savepoint;
        }
    }

    /** Everything but the smallest state goes to files. */
    Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder.resolve("checkpoints")));
        configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        return configuration;
    }

    /** All files and folders, each with its length. */
    Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> "/" + folder.relativize(path)
                            + (Files.isDirectory(path)
                                    ? "/"
                                    : " " + path.toFile().length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Set<String> withEmptyJobFolder(Set<String> files, CheckpointedJob job) {
        Set<String> all = new TreeSet<>(files);
        String ofJob = "/checkpoints/" + job.graph().getJobID() + "/";
        all.addAll(List.of("/checkpoints/", ofJob, ofJob + "shared/", ofJob + "taskowned/"));
        return all;
    }

    static CheckpointMetadata read(CompletedCheckpoint complete) throws IOException {
        org.apache.flink.core.fs.Path metadata = new org.apache.flink.core.fs.Path(complete.path(), "_metadata");
        try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
            return Checkpoints.loadCheckpointMetadata(
                    in, CheckpointStorageContractTest.class.getClassLoader(), complete.path());
        }
    }
}
