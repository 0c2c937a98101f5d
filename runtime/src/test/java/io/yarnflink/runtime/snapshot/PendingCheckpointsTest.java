package io.yarnflink.runtime.snapshot;

import static io.yarnflink.runtime.snapshot.CheckpointedJob.contents;
import static io.yarnflink.runtime.snapshot.CheckpointedJob.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.graph.TopologyBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.state.memory.NonPersistentMetadataCheckpointStorageLocation;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that are under way, with I/O that the test lets happen. */
class PendingCheckpointsTest {

    private final Queue<Runnable> io = new ArrayDeque<>();

    @TempDir
    Path folder;

    @Test
    void shouldGiveAPlaceBackThatIsMadeTooLate() throws Exception {
        // given
        JobGraph graph = TestGraph.job().build();
        JobCheckpoints checkpoints = open(graph);
        CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
        CompletableFuture<byte[]> preparing = checkpoints.prepare(order);

        // when
        checkpoints.abort(order, List.of());
        io();
        checkpoints.close();

        // then
        assertThat(preparing)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(CheckpointException.class);
        assertThat(chk(graph, 1)).doesNotExist();
    }

    @Test
    void shouldGiveAPlaceBackThatIsAbortedBeforeMetadataIsWritten() throws Exception {
        // given
        JobGraph graph = TestGraph.job().build();
        JobCheckpoints checkpoints = open(graph);
        CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
        CompletableFuture<byte[]> prepared = checkpoints.prepare(order);
        io();
        CompletableFuture<CompletedCheckpoint> storing = checkpoints.store(contents(order, Map.of()), Map.of());

        // when
        checkpoints.abort(order, List.of());
        io();
        checkpoints.close();

        // then
        assertThat(prepared).isCompleted();
        assertThat(storing)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(CheckpointException.class);
        assertThat(chk(graph, 1)).doesNotExist();
        assertThat(checkpoints.views()).isEmpty();
    }

    @Test
    void shouldLeaveNothingOfMetadataThatIsBeingWrittenWhenTheJobEnds() throws Exception {
        // given
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        FlakyFileSystem.failing((call, path) -> {
            if (call.equals("create")) {
                writing.countDown();
                awaitUninterruptibly(mayGoOn);
            }
        });
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "flaky:" + folder);
        JobGraph graph = TestGraph.job().build();
        JobCheckpoints checkpoints = JobCheckpoints.open(
                graph,
                TopologyBuilder.build(graph),
                configuration,
                getClass().getClassLoader(),
                work -> new Thread(work).start());
        CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
        checkpoints.prepare(order).get();
        CompletableFuture<CompletedCheckpoint> storing = checkpoints.store(contents(order, Map.of()), Map.of());
        writing.await();

        // when
        checkpoints.abort(order, List.of());
        checkpoints.jobEnded(JobPhase.FINISHED);
        mayGoOn.countDown();
        checkpoints.close();
        FlakyFileSystem.wellAgain();

        // then
        assertThat(storing).isCompletedExceptionally();
        assertThat(folder).isEmptyDirectory();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this test", e);
        }
    }

    @Test
    void shouldTellTasksHowToTakePart() throws Exception {
        JobCheckpoints checkpoints = open(TestGraph.job().unaligned().build());
        CompletableFuture<byte[]> full =
                checkpoints.prepare(order(1, CheckpointPurpose.FULL_CHECKPOINT, Optional.empty()));
        CompletableFuture<byte[]> drain =
                checkpoints.prepare(order(2, CheckpointPurpose.DRAIN, Optional.of("file:" + folder.resolve("s"))));
        io();

        CheckpointOptions ofFull = options(full);
        assertThat(ofFull.getCheckpointType()).isEqualTo(CheckpointType.FULL_CHECKPOINT);
        assertThat(ofFull.isUnalignedCheckpoint()).isTrue();
        CheckpointOptions ofDrain = options(drain);
        assertThat(ofDrain.getCheckpointType().isSavepoint()).isTrue();
        assertThat(ofDrain.isUnalignedCheckpoint()).isFalse();
        assertThat(ofDrain.getTargetLocation().isDefaultReference()).isFalse();
    }

    @Test
    void shouldReadSettings() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        JobGraph graph = TestGraph.job().build();
        JobCheckpoints checkpoints = JobCheckpoints.open(
                graph, TopologyBuilder.build(graph), configuration, getClass().getClassLoader(), io::add);

        assertThat(checkpoints.settings())
                .isEqualTo(new CheckpointSettings(
                        Optional.of(Duration.ofSeconds(1)),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(20),
                        1,
                        3,
                        true,
                        3,
                        false));
        assertThat(checkpoints.restored()).isEmpty();
    }

    @Test
    void shouldKeepMetadataInMemoryWithoutAFolder() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), new Configuration())) {
            job.count(CheckpointStorageContractTest.KEYS);

            CompletedCheckpoint complete = job.checkpoint(1);
            job.checkpoint(2);
            job.checkpoints().subsume(List.of(1L));
            job.begin(Optional.of(
                    new CompletedCheckpoint(order(2, CheckpointPurpose.CHECKPOINT, Optional.empty()), "", 0, 0)));

            assertThat(complete.path()).isEqualTo(NonPersistentMetadataCheckpointStorageLocation.EXTERNAL_POINTER);
            assertThat(job.counted()).hasSize(300);
        }
    }

    @Test
    void shouldNameTheFolderWhoseFileSystemIsNotThere() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "nowhere://host/checkpoints");
        JobGraph graph = TestGraph.job().build();

        assertThatThrownBy(() -> JobCheckpoints.open(
                        graph,
                        TopologyBuilder.build(graph),
                        configuration,
                        getClass().getClassLoader(),
                        io::add))
                .isInstanceOf(IllegalConfigurationException.class)
                .hasMessageContaining("execution.checkpointing.dir: nowhere://host/checkpoints");
    }

    @Test
    void shouldExerciseEveryTransition() {
        Set<String> taken = new TreeSet<>();
        PendingCheckpoints pending = new PendingCheckpoints((owner, from, to) -> taken.add(from + " -> " + to));
        var place = new NonPersistentMetadataCheckpointStorageLocation(10);
        for (long id = 1; id <= 5; id++) {
            pending.begin(id);
        }
        assertThat(pending.abort(1)).isEmpty();
        assertThat(pending.made(1, place)).isFalse();
        for (long id = 2; id <= 5; id++) {
            assertThat(pending.made(id, place)).isTrue();
        }
        assertThat(pending.abort(2)).contains(place);
        assertThat(pending.startStoring(2)).isEmpty();
        assertThat(pending.startStoring(3)).contains(place);
        assertThat(pending.notStored(3)).isTrue();
        assertThat(pending.startStoring(4)).contains(place);
        assertThat(pending.stored(4)).isTrue();
        assertThat(pending.startStoring(5)).contains(place);
        assertThat(pending.abortAll()).containsExactly(place);
        assertThat(pending.stored(5)).isFalse();

        Set<String> permitted = new TreeSet<>();
        PendingCheckpoints.Phase.TABLE
                .rows()
                .forEach((from, row) -> row.forEach(to -> permitted.add(from + " -> " + to)));
        assertThat(taken).isEqualTo(permitted);
    }

    private JobCheckpoints open(JobGraph graph) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder);
        return JobCheckpoints.open(
                graph, TopologyBuilder.build(graph), configuration, getClass().getClassLoader(), io::add);
    }

    private void io() {
        while (!io.isEmpty()) {
            Objects.requireNonNull(io.poll()).run();
        }
    }

    private Path chk(JobGraph graph, long id) {
        return folder.resolve(graph.getJobID().toString()).resolve("chk-" + id);
    }

    private static CheckpointOptions options(CompletableFuture<byte[]> prepared) throws Exception {
        return InstantiationUtil.deserializeObject(prepared.get(), PendingCheckpointsTest.class.getClassLoader());
    }
}
