package io.yarnflink.runtime.snapshot;

import static io.yarnflink.runtime.snapshot.CheckpointedJob.COUNTING;
import static io.yarnflink.runtime.snapshot.CheckpointedJob.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of jobs of which some tasks have ended. */
class FinishedTasksTest {

    private static final Subtask SOURCE = new Subtask(0, 0);
    private static final Subtask FIRST = new Subtask(COUNTING, 0);
    private static final Subtask SECOND = new Subtask(COUNTING, 1);

    @TempDir
    Path folder;

    @Test
    void shouldNotRunAgainWhatHadFinished() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(CheckpointStorageContractTest.KEYS);

            // when
            CompletedCheckpoint complete = store(job, Map.of(), Set.of(SOURCE));

            // then
            assertThat(states(complete))
                    .hasEntrySatisfying(
                            TestGraph.SOURCE,
                            state -> assertThat(state.isFullyFinished()).isTrue());
            assertThat(job.checkpoints().coordinatorStatesOf(1)).isEmpty();
            assertThat(Objects.requireNonNull(job.checkpoints().restoreOf(1, SOURCE))
                            .getTaskStateSnapshot()
                            .isTaskDeployedAsFinished())
                    .isTrue();
            assertThat(Objects.requireNonNull(job.checkpoints().restoreOf(1, FIRST))
                            .getTaskStateSnapshot()
                            .isTaskDeployedAsFinished())
                    .isFalse();
        }
    }

    @Test
    void shouldCountWhatWasRestoredAsFinishedAsFinished() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            SubtaskSnapshot finished = HeapSubtask.serialized(TaskStateSnapshot.FINISHED_ON_RESTORE);

            CompletedCheckpoint complete = store(job, Map.of(SOURCE, finished), Set.of());

            assertThat(Objects.requireNonNull(states(complete).get(TestGraph.SOURCE))
                            .isFullyFinished())
                    .isTrue();
        }
    }

    @Test
    void shouldRunAgainWhatFinishesWithTheCheckpoint() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            SubtaskSnapshot finishing = HeapSubtask.serialized(new TaskStateSnapshot(1, true));

            CompletedCheckpoint complete = store(job, Map.of(SOURCE, finishing), Set.of());

            assertThat(Objects.requireNonNull(states(complete).get(TestGraph.SOURCE))
                            .isFullyFinished())
                    .isFalse();
        }
    }

    @Test
    void shouldMarkTheFinishedSubtasksOfAVertex() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(CheckpointStorageContractTest.KEYS);
            job.subtask(0).item("a").item("b");

            // when
            CompletedCheckpoint complete = store(job, Map.of(), Set.of(SOURCE, SECOND));

            // then
            OperatorState count = Objects.requireNonNull(states(complete).get(TestGraph.COUNT));
            assertThat(count.isFullyFinished()).isFalse();
            assertThat(count.getState(0).isFinished()).isFalse();
            assertThat(count.getState(1).isFinished()).isTrue();

            // and the rest goes on, also with another parallelism
            try (CheckpointedJob next = CheckpointedJob.start(
                    TestGraph.job().counters(1).from(complete.path(), RecoveryClaimMode.NO_CLAIM), configuration())) {
                assertThat(next.subtask(0).items()).containsExactly("a", "b");
                assertThat(next.counted()).isNotEmpty();
            }
        }
    }

    @Test
    void shouldDeclineWhenPartOfAUnionWouldBeMissing() throws Exception {
        // given
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.subtask(0).unionItem("u1");
            job.subtask(1).unionItem("u2");

            // when
            assertThatThrownBy(() -> store(job, Map.of(), Set.of(SOURCE, SECOND)))
                    // then
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            CheckpointException.class,
                            declined -> assertThat(declined.getCheckpointFailureReason())
                                    .isEqualTo(CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING))
                    .hasMessageContaining("Count -> Sink");
        }
    }

    @Test
    void shouldDeclineWhenPartOfAUnionIsAboutToEnd() throws Exception {
        // given a subtask that has ended its operators, while the other has not
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.subtask(0).unionItem("u1");
            job.subtask(1).unionItem("u2");
            SubtaskSnapshot ending = HeapSubtask.serialized(new TaskStateSnapshot(1, true));

            // when, then
            assertThatThrownBy(() -> store(job, Map.of(SECOND, ending), Set.of(SOURCE)))
                    .cause()
                    .hasMessageContaining("union list state");
        }
    }

    @Test
    void shouldRefuseUnfinishedOperatorsBeforeFinishedOnes() throws Exception {
        // given a checkpoint in which only the counting vertex has finished
        String path;
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            path = store(job, Map.of(), Set.of(FIRST, SECOND)).path();
        }

        // when, then
        assertThatThrownBy(() ->
                        CheckpointedJob.start(TestGraph.job().from(path, RecoveryClaimMode.NO_CLAIM), configuration()))
                .isInstanceOf(RestoreException.class)
                .hasMessageContaining("Count -> Sink had finished, at least in part, but reads Source");
    }

    /** Stores checkpoint 1: what subtasks write that have not finished, except for those that are given. */
    private static CompletedCheckpoint store(
            CheckpointedJob job, Map<Subtask, SubtaskSnapshot> given, Set<Subtask> finished) throws Exception {
        CheckpointOrder order = order(1, CheckpointPurpose.CHECKPOINT, Optional.empty());
        Map<Subtask, SubtaskSnapshot> snapshots = new HashMap<>(job.written(order));
        snapshots.keySet().removeAll(finished);
        for (Map.Entry<Subtask, SubtaskSnapshot> instead : given.entrySet()) {
            snapshots.merge(instead.getKey(), instead.getValue(), FinishedTasksTest::finishing);
        }
        return job.checkpoints()
                .store(new CheckpointContents(order, snapshots, finished), Map.of(TestGraph.SOURCE, new byte[] {1}))
                .get();
    }

    /** The state of {@code running} from a task that says {@code as} of itself. */
    private static SubtaskSnapshot finishing(SubtaskSnapshot running, SubtaskSnapshot as) {
        try {
            ClassLoader classes = FinishedTasksTest.class.getClassLoader();
            TaskStateSnapshot state = InstantiationUtil.deserializeObject(running.state(), classes);
            TaskStateSnapshot ending = InstantiationUtil.deserializeObject(as.state(), classes);
            for (Map.Entry<OperatorID, OperatorSubtaskState> of : state.getSubtaskStateMappings()) {
                ending.putSubtaskStateByOperatorID(of.getKey(), of.getValue());
            }
            return HeapSubtask.serialized(ending);
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<OperatorID, OperatorState> states(CompletedCheckpoint complete) throws Exception {
        return CheckpointStorageContractTest.read(complete).getOperatorStates().stream()
                .collect(Collectors.toMap(OperatorState::getOperatorID, state -> state));
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.resolve("checkpoints"));
        return configuration;
    }
}
