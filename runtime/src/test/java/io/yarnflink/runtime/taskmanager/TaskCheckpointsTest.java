package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of a job over two TaskManagers in this JVM, with the test in the role of the JobManager. */
class TaskCheckpointsTest {

    private static final CheckpointOptions ALIGNED = CheckpointOptions.forCheckpointWithDefaultLocation();
    private static final long HALF = 2_000;

    private final Configuration configuration = new Configuration();
    private final Configuration jobConfiguration = new Configuration();
    private final CheckpointPrograms.Seen seen = new CheckpointPrograms.Seen();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() {
        jobConfiguration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        jobConfiguration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
    }

    @AfterEach
    void letFlow() {
        Faucet.reset();
        seen.mayOpen.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"little state", "files", "merged files"})
    void shouldRestoreOnOtherTaskManagersWhatACheckpointHolds(String where) throws Exception {
        // given
        if (!where.equals("little state")) {
            jobConfiguration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        }
        jobConfiguration.set(CheckpointingOptions.FILE_MERGING_ENABLED, where.equals("merged files"));
        Faucet.limit(HALF);
        TestJob job;
        Map<ExecutionVertexID, TaskStateSnapshot> states;
        try (TestWorkers workers = new TestWorkers(2, configuration, directory.resolve("first"))) {
            job = new TestJob(CheckpointPrograms.counting(2 * HALF, jobConfiguration, seen), workers.registrations());
            List<TestJob.Placed> tasks = workers.deploy(job);
            await().atMost(TestWorkers.PATIENCE).until(() -> seen.total() == HALF * CheckpointPrograms.PARALLELISM);
            states = new TestCheckpoints(workers, tasks).take(1, ALIGNED);
            // What comes after the checkpoint is to come again.
            Faucet.limit(HALF + HALF / 2);
            await().atMost(TestWorkers.PATIENCE).until(() -> seen.total() == 3 * HALF);
            workers.cancel(tasks);
            workers.awaitEnds(tasks);
            workers.awaitNothingHeld();
        }

        // when
        Faucet.reset();
        try (TestWorkers workers = new TestWorkers(2, configuration, directory.resolve("second"))) {
            List<TestJob.Placed> tasks = workers.deploy(job.restoredFrom(1, states, workers.registrations()));
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            checkpoints.awaitEndOfData();
            checkpoints.take(2, ALIGNED);
            checkpoints.confirm(2, 1);

            // then
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.FINISHED);
            assertThat(seen.counts).hasSize(CheckpointPrograms.KEYS);
            assertThat(seen.counts.values())
                    .containsOnly(2 * HALF * CheckpointPrograms.PARALLELISM / CheckpointPrograms.KEYS);
            assertThat(seen.timers).hasSize(CheckpointPrograms.KEYS);
            assertThat(seen.timers.values()).containsOnly(1L);
            assertThat(seen.restored.values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(HALF * CheckpointPrograms.PARALLELISM);
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldWaitAtTheEndOfDataForALastCheckpoint() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers, 100);

            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when
            checkpoints.awaitEndOfData();

            // then
            assertThat(tasks).allMatch(task -> workers.jobManager.end(task).isEmpty());
            assertThat(checkpoints.take(1, ALIGNED).values().stream().filter(TaskStateSnapshot::hasState))
                    .isNotEmpty()
                    .allMatch(TaskStateSnapshot::isTaskFinished);
            checkpoints.confirm(1, 0);
            List<AttemptStatus> ends = workers.awaitEnds(tasks);
            assertThat(ends).extracting(AttemptStatus::state).containsOnly(AttemptState.FINISHED);
            assertThat(ends).extracting(AttemptStatus::progress).containsOnly(new AttemptStatus.Progress(true, 1));
        }
    }

    @Test
    void shouldOnlyPassTheEndThroughTasksThatHadFinishedBefore() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job =
                    new TestJob(CheckpointPrograms.counting(100, jobConfiguration, seen), workers.registrations());
            Map<ExecutionVertexID, TaskStateSnapshot> finished = new HashMap<>();
            job.deployments().forEach(task -> finished.put(task.subtask(), TaskStateSnapshot.FINISHED_ON_RESTORE));

            // when
            List<TestJob.Placed> tasks = workers.deploy(job.restoredFrom(7, finished, workers.registrations()));
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            checkpoints.awaitEndOfData();

            // then
            assertThat(checkpoints.take(8, ALIGNED).values()).allMatch(TaskStateSnapshot::isTaskDeployedAsFinished);
            checkpoints.confirm(8, 7);
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.FINISHED);
            assertThat(seen.total()).isZero();
        }
    }

    @Test
    void shouldTakeEachWordOnceAndConfirmationsInTheirOrder() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers, Long.MAX_VALUE);
            workers.awaitState(tasks, AttemptState.RUNNING);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when
            for (long checkpoint = 1; checkpoint <= 3; checkpoint++) {
                checkpoints.trigger(checkpoint, ALIGNED);
                checkpoints.trigger(checkpoint, ALIGNED);
                checkpoints.awaitAcknowledged(checkpoint);
                checkpoints.trigger(1, ALIGNED);
            }
            checkpoints.confirm(2, 0);
            checkpoints.confirm(1, 0);
            checkpoints.confirm(2, 0);
            checkpoints.abort(3, 2);
            checkpoints.abort(3, 2);
            checkpoints.take(4, ALIGNED);
            checkpoints.confirm(4, 2);
            checkpoints.confirm(4, 2);

            // then
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(() -> assertThat(confirmedByHeartbeats(workers))
                            .hasSize(tasks.size())
                            .allSatisfy((attempt, confirmed) ->
                                    assertThat(confirmed).isEqualTo(4)));
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(seen.confirmed.values()).hasSize(2).containsOnly(List.of(2L, 4L)));
            assertThat(seen.aborted.values()).hasSize(2).containsOnly(List.of(3L));
            assertThat(checkpoints.acknowledged()).hasSize(4 * tasks.size());
            assertThat(checkpoints.declined()).isEmpty();
            workers.cancel(tasks);
            workers.awaitEnds(tasks);
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldDeclineWhatHasBeenOvertaken() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers, Long.MAX_VALUE);
            workers.awaitState(tasks, AttemptState.RUNNING);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            checkpoints.take(5, ALIGNED);

            // when
            checkpoints.trigger(4, ALIGNED);

            // then
            awaitDeclines(checkpoints, 2, CheckpointFailureReason.CHECKPOINT_DECLINED_SUBSUMED);
            checkpoints.trigger(5, ALIGNED);
            checkpoints.trigger(6, ALIGNED);
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> checkpoints.snapshots(6).size() == tasks.size());
            assertThat(checkpoints.acknowledged()).hasSize(2 * tasks.size());
        }
    }

    @Test
    void shouldDeclineForATaskThatIsNotHereOrDoesNotRunYet() throws Exception {
        // given
        seen.mayOpen = new CountDownLatch(1);
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers, Long.MAX_VALUE);
            workers.awaitState(tasks, AttemptState.INITIALIZING);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            TestJob.Placed waiting = tasks.get(tasks.size() - 1);

            // when
            checkpoints.trigger(waiting, 1, ALIGNED);
            checkpoints.trigger(
                    new TestJob(CheckpointPrograms.counting(1, jobConfiguration, seen), workers.registrations())
                            .deployments()
                            .get(0),
                    1,
                    ALIGNED);

            // then
            awaitDeclines(checkpoints, 2, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);
            assertThat(checkpoints.declined())
                    .extracting(declined -> declined.cause().summary())
                    .anyMatch(summary -> summary.contains("INITIALIZING"))
                    .anyMatch(summary -> summary.contains("not on this TaskManager"));
            // Words about that checkpoint may come before it runs; the next answer shows that they have been handled.
            checkpoints.confirm(1, 0);
            checkpoints.abort(1, 0);
            checkpoints.trigger(waiting, 2, ALIGNED);
            awaitDeclines(checkpoints, 3, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);
            seen.mayOpen.countDown();
            workers.awaitState(tasks, AttemptState.RUNNING);
            assertThat(seen.confirmed).isEmpty();
        }
    }

    @Test
    void shouldFailATaskThatCannotReadWhatIsWanted() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers, Long.MAX_VALUE);
            workers.awaitState(tasks, AttemptState.RUNNING);

            // when
            TestJob.Placed source = tasks.get(0);
            workers.jobManager.send(
                    source.worker().worker(),
                    new JobManagerMessage.TriggerCheckpoint(source.attempt(), 1, 1, new byte[] {1, 2, 3}));

            // then
            AttemptStatus end = workers.awaitEnds(List.of(source)).get(0);
            assertThat(end.state()).isEqualTo(AttemptState.FAILED);
            assertThat(end.failure().orElseThrow().stackTrace()).contains("of checkpoint 1");
        }
    }

    private List<TestJob.Placed> deploy(TestWorkers workers, long numbers) throws Exception {
        return workers.deploy(
                new TestJob(CheckpointPrograms.counting(numbers, jobConfiguration, seen), workers.registrations()));
    }

    private static void awaitDeclines(TestCheckpoints checkpoints, int count, CheckpointFailureReason reason) {
        await().atMost(TestWorkers.PATIENCE)
                .untilAsserted(() -> assertThat(checkpoints.declined())
                        .hasSize(count)
                        .extracting(WorkerMessage.CheckpointDeclined::reason)
                        .containsOnly(reason));
    }

    private static Map<ExecutionAttemptID, Long> confirmedByHeartbeats(TestWorkers workers) {
        Map<ExecutionAttemptID, Long> confirmed = new HashMap<>();
        workers.jobManager
                .received(WorkerMessage.Heartbeat.class)
                .forEach(heartbeat -> heartbeat
                        .attempts()
                        .forEach(status -> confirmed.put(
                                status.attempt(), status.progress().confirmedCheckpoint())));
        return confirmed;
    }
}
