package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of two TaskManagers whose consumers take one record now and then. */
class UnalignedCheckpointsTest {

    private static final long NUMBERS = 200_000;
    private static final CheckpointStorageLocationReference PLACE = CheckpointStorageLocationReference.getDefault();
    private static final CheckpointOptions UNALIGNED = CheckpointOptions.unaligned(CheckpointType.CHECKPOINT, PLACE);
    private static final CheckpointOptions WITH_TIMEOUT =
            CheckpointOptions.alignedWithTimeout(CheckpointType.CHECKPOINT, PLACE, 1);

    private final Configuration configuration = new Configuration();
    private final Configuration jobConfiguration = new Configuration();
    private final CheckpointPrograms.Seen seen = new CheckpointPrograms.Seen();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() throws IOException {
        jobConfiguration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        jobConfiguration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        jobConfiguration.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ofMillis(1));
        Path checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
        jobConfiguration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        Faucet.reset();
        Faucet.closeForConsumers();
    }

    @AfterEach
    void letFlow() {
        Faucet.reset();
    }

    static Stream<CheckpointOptions> options() {
        return Stream.of(UNALIGNED, WITH_TIMEOUT);
    }

    @ParameterizedTest
    @MethodSource("options")
    void shouldOvertakeWhatIsStuckAndReplayItOnce(CheckpointOptions options) throws Exception {
        // given
        TestJob job;
        Map<ExecutionVertexID, TaskStateSnapshot> states;
        try (TestWorkers workers = new TestWorkers(2, configuration, directory.resolve("first"))) {
            job = new TestJob(CheckpointPrograms.counting(NUMBERS, jobConfiguration, seen), workers.registrations());
            List<TestJob.Placed> tasks = workers.deploy(job);
            workers.awaitState(tasks, AttemptState.RUNNING);
            awaitBackPressure();
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when
            checkpoints.trigger(1, options);
            await().atMost(TestWorkers.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        Faucet.drip();
                        return checkpoints.snapshots(1).size() == tasks.size();
                    });
            states = checkpoints.states(1);

            // then
            assertThat(seen.total()).isLessThan(Faucet.asked());
            assertThat(bytes(
                                    states.values(),
                                    state -> state.getInputChannelState().getStateSize())
                            + bytes(
                                    states.values(),
                                    state -> state.getResultSubpartitionState().getStateSize()))
                    .isPositive();
            workers.cancel(tasks);
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.CANCELED);
            workers.awaitNothingHeld();
        }

        // when
        Faucet.reset();
        try (TestWorkers workers = new TestWorkers(2, configuration, directory.resolve("second"))) {
            List<TestJob.Placed> tasks = workers.deploy(job.restoredFrom(1, states, workers.registrations()));
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            checkpoints.awaitEndOfData();
            checkpoints.take(2, UNALIGNED);
            checkpoints.confirm(2, 1);

            // then
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.FINISHED);
            assertThat(seen.counts).hasSize(CheckpointPrograms.KEYS);
            assertThat(seen.counts.values())
                    .containsOnly(NUMBERS * CheckpointPrograms.PARALLELISM / CheckpointPrograms.KEYS);
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldLeaveNothingOpenWhenItIsCanceledInTheMiddleOfACheckpoint() throws Exception {
        // given: sources do not share files with consumers, which would let them wait
        jobConfiguration.set(CheckpointingOptions.UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE, 1);
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job =
                    new TestJob(CheckpointPrograms.counting(NUMBERS, jobConfiguration, seen), workers.registrations());
            for (int round = 0; round < 5; round++) {
                List<TestJob.Placed> tasks = workers.deploy(job);
                workers.awaitState(tasks, AttemptState.RUNNING);
                awaitBackPressure();
                TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

                // when: sources have overtaken what they had written, consumers stand still
                checkpoints.trigger(round + 1, UNALIGNED);
                int checkpoint = round + 1;
                if (round % 2 == 0) {
                    await().atMost(TestWorkers.PATIENCE)
                            .until(() -> !checkpoints.snapshots(checkpoint).isEmpty());
                }
                workers.cancel(tasks);

                // then
                assertThat(workers.awaitEnds(tasks))
                        .extracting(AttemptStatus::state)
                        .containsOnly(AttemptState.CANCELED);
                workers.awaitNothingHeld();
                assertThat(OpenFiles.under(directory.resolve("checkpoints"))).isEmpty();
                Faucet.reset();
                Faucet.closeForConsumers();
                job = job.nextAttempt();
            }
        }
    }

    private static void awaitBackPressure() {
        await().atMost(TestWorkers.PATIENCE).until(() -> Faucet.asked() > 5_000);
    }

    private static long bytes(Collection<TaskStateSnapshot> states, ToLongFunction<OperatorSubtaskState> size) {
        return states.stream()
                .flatMap(state -> state.getSubtaskStateMappings().stream())
                .mapToLong(entry -> size.applyAsLong(entry.getValue()))
                .sum();
    }
}
