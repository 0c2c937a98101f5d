package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.control.message.WorkerMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TaskManagers in this JVM with a JobManager of the test's, over real connections with TLS. */
class TaskManagerTest {

    private final Configuration configuration = new Configuration();

    @TempDir
    Path directory;

    @Test
    void shouldShuffleByKeyBetweenTwoTaskManagers() throws Exception {
        // given
        long records = 50_000;
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.bounded(records), workers.registrations());

            // when
            List<TestJob.Placed> tasks = workers.deploy(job);
            List<AttemptStatus> ends = workers.awaitEnds(tasks);

            // then
            assertThat(ends).extracting(AttemptStatus::state).containsOnly(AttemptState.FINISHED);
            assertThat(sum(ends, "records")).isEqualTo(records * TestPrograms.PARALLELISM);
            assertThat(sum(ends, "keys")).isEqualTo(TestPrograms.KEYS);
            for (TestJob.Placed task : tasks) {
                assertThat(workers.jobManager.history(task))
                        .containsExactly(AttemptState.INITIALIZING, AttemptState.RUNNING, AttemptState.FINISHED);
            }
            workers.endJob(job);
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldShuffleWithoutEncryptionWhereTheUserWantsIt() throws Exception {
        // given
        configuration.set(NettyShuffleEnvironmentOptions.DATA_SSL_ENABLED, false);
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.bounded(1_000), workers.registrations());

            // when
            List<AttemptStatus> ends = workers.awaitEnds(workers.deploy(job));

            // then
            assertThat(ends).extracting(AttemptStatus::state).containsOnly(AttemptState.FINISHED);
        }
    }

    @Test
    void shouldLeaveNoKeyStoreBehind() throws Exception {
        // given, when
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            // then
            assertThat(workers.registrations()).hasSize(1);
            assertThat(directory.resolve("worker-0")).isDirectoryNotContaining("glob:**.p12");
        }
    }

    @Test
    void shouldCancelWhatRunsAgainAndAgainAndLeaveNothing() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.endless(), workers.registrations());
            for (int round = 0; round < 20; round++) {
                // when: sometimes at once, sometimes after all run
                List<TestJob.Placed> tasks = workers.deploy(job);
                if (round % 3 != 0) {
                    workers.awaitState(tasks, AttemptState.RUNNING);
                }
                workers.cancel(tasks);
                workers.cancel(tasks);

                // then
                assertThat(workers.awaitEnds(tasks))
                        .extracting(AttemptStatus::state)
                        .containsOnly(AttemptState.CANCELED);
                workers.awaitNothingHeld();
                job = job.nextAttempt();
            }
        }
    }

    @Test
    void shouldTellTheRootCauseOfAFailureAndEndItsNeighboursAsCanceled() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.failing(1_000), workers.registrations());

            // when
            List<TestJob.Placed> tasks = workers.deploy(job);
            await().atMost(TestWorkers.PATIENCE).until(() -> tasks.stream().anyMatch(task -> failed(workers, task)));
            workers.cancel(tasks);

            // then
            List<AttemptStatus> ends = workers.awaitEnds(tasks);
            assertThat(ends).extracting(AttemptStatus::state).containsOnly(AttemptState.FAILED, AttemptState.CANCELED);
            assertThat(ends)
                    .flatExtracting(end -> end.failure().map(List::of).orElse(List.of()))
                    .extracting(FailureCause::summary)
                    .allMatch(summary ->
                            summary.matches(".* failed: java.lang.IllegalStateException: Key \\d+ came 1000 times"));
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldEndConsumersWhoseProducersAreGone() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.endless(), workers.registrations());
            List<TestJob.Placed> tasks = workers.deploy(job);
            workers.awaitState(tasks, AttemptState.RUNNING);

            // when
            workers.taskManagers.get(1).close();
            workers.taskManagers.get(1).termination().join();

            // then
            TestJob.Placed consumer = tasks.get(2);
            assertThat(workers.awaitEnds(List.of(consumer)))
                    .extracting(AttemptStatus::state)
                    .containsAnyOf(AttemptState.FAILED, AttemptState.CANCELED);
            TestJob.Placed source = tasks.get(0);
            workers.cancel(List.of(source));
            workers.awaitEnds(List.of(source));
        }
    }

    @Test
    void shouldStopEverythingWhenTheJobManagerIsLost() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.endless(), workers.registrations());
            workers.awaitState(workers.deploy(job), AttemptState.RUNNING);

            // when
            workers.jobManager.disconnect(TestWorkers.id(0));
            workers.jobManager.disconnect(TestWorkers.id(1));

            // then
            for (TaskManager taskManager : workers.taskManagers) {
                assertThat(taskManager.termination().join().exitCode()).isEqualTo(TaskManagerEnd.JOB_MANAGER_LOST);
            }
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> TestWorkers.taskThreads().isEmpty());
        }
    }

    @Test
    void shouldEndInOrderWhenToldTo() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            // when
            workers.jobManager.send(TestWorkers.id(0), new JobManagerMessage.ShutDown("no more work"));

            // then
            assertThat(workers.taskManagers.get(0).termination().join())
                    .isEqualTo(new TaskManagerEnd(TaskManagerEnd.DONE, "no more work"));
        }
        await().atMost(TestWorkers.PATIENCE)
                .until(() -> TestWorkers.workerThreads().isEmpty());
    }

    @Test
    void shouldEndWithAReasonWhenRejected() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            // when
            workers.jobManager.send(TestWorkers.id(0), new JobManagerMessage.WorkerRejected("too many"));

            // then
            TaskManagerEnd end = workers.taskManagers.get(0).termination().join();
            assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.REJECTED);
            assertThat(end.reason()).contains("too many");
        }
    }

    @Test
    void shouldWaitForAProducerThatComesLate() throws Exception {
        // given
        configuration.set(NettyShuffleEnvironmentOptions.NETWORK_PARTITION_REQUEST_TIMEOUT, Duration.ofMillis(100));
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.bounded(1_000), workers.registrations());
            List<TestJob.Placed> tasks = job.deployments();

            // when
            tasks.subList(2, 4).forEach(workers.jobManager::deploy);
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> !workers.jobManager
                            .received(WorkerMessage.ProducerStateRequested.class)
                            .isEmpty());
            tasks.subList(0, 2).forEach(workers.jobManager::deploy);

            // then
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.FINISHED);
        }
    }

    @Test
    void shouldEndAConsumerWhoseProducerIsGone() throws Exception {
        // given
        configuration.set(NettyShuffleEnvironmentOptions.NETWORK_PARTITION_REQUEST_TIMEOUT, Duration.ofMillis(100));
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            workers.jobManager.producers = ProducerState.GONE;
            TestJob job = new TestJob(TestPrograms.bounded(1_000), workers.registrations());
            List<TestJob.Placed> consumers = job.deployments().subList(2, 4);

            // when
            consumers.forEach(workers.jobManager::deploy);

            // then
            assertThat(workers.awaitEnds(consumers))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.CANCELED);
        }
    }

    @Test
    void shouldRunADeploymentOnce() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            TestJob job = new TestJob(TestPrograms.bounded(100), workers.registrations());
            List<TestJob.Placed> tasks = job.deployments();
            tasks.forEach(workers.jobManager::deploy);
            workers.awaitEnds(tasks);

            // when: once more, and something that shows that this has been handled
            tasks.forEach(workers.jobManager::deploy);
            ExecutionAttemptID unknown = ExecutionAttemptID.randomId();
            workers.jobManager.send(TestWorkers.id(0), new JobManagerMessage.Cancel(unknown));
            await().atMost(TestWorkers.PATIENCE).until(() -> workers.jobManager.history.containsKey(unknown));

            // then
            assertThat(workers.jobManager.history.get(unknown)).containsExactly(AttemptState.CANCELED);
            for (TestJob.Placed task : tasks) {
                assertThat(workers.jobManager.history(task))
                        .containsExactly(AttemptState.INITIALIZING, AttemptState.RUNNING, AttemptState.FINISHED);
            }
        }
    }

    @Test
    void shouldNotRunWhatWasCanceledBeforeItCame() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            List<TestJob.Placed> tasks = new TestJob(TestPrograms.endless(), workers.registrations()).deployments();

            // when
            workers.cancel(tasks);
            tasks.forEach(workers.jobManager::deploy);

            // then
            workers.awaitEnds(tasks);
            workers.cancel(tasks);
            tasks.forEach(task -> assertThat(workers.jobManager.history(task)).containsOnly(AttemptState.CANCELED));
        }
    }

    @Test
    void shouldRepeatAnEndUntilItIsAcknowledged() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            workers.jobManager.acknowledgeEnds = false;
            List<TestJob.Placed> tasks = workers.deploy(new TestJob(TestPrograms.bounded(10), workers.registrations()));
            workers.awaitEnds(tasks);
            int before = heartbeatsWithEnds(workers).size();

            // when
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> heartbeatsWithEnds(workers).size() > before + 1);

            // then
            WorkerMessage.Heartbeat heartbeat = heartbeatsWithEnds(workers).get(before + 1);
            assertThat(heartbeat.lastDeployment()).isEqualTo(tasks.size());
            assertThat(heartbeat.attempts()).hasSize(tasks.size());
            tasks.forEach(task -> workers.jobManager.send(
                    TestWorkers.id(0),
                    new JobManagerMessage.AttemptEndAcknowledged(task.deploy().attempt())));
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> lastHeartbeat(workers)
                            .filter(last -> last.attempts().isEmpty())
                            .isPresent());
        }
    }

    @Test
    void shouldRefuseASlotThatItDoesNotHave() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            TestJob.Placed task = new TestJob(TestPrograms.bounded(10), workers.registrations())
                    .deployments()
                    .get(0);
            JobManagerMessage.Deploy deploy = task.deploy();

            // when
            workers.jobManager.send(
                    TestWorkers.id(0),
                    new JobManagerMessage.Deploy(1, deploy.attempt(), 7, deploy.job(), deploy.task()));

            // then
            AttemptStatus end = workers.awaitEnds(List.of(task)).get(0);
            assertThat(end.state()).isEqualTo(AttemptState.FAILED);
            assertThat(end.failure().orElseThrow().summary()).contains("slot from 0 to 0", "found 7");
        }
    }

    @Test
    void shouldSayThatAnEventReachedNobody() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            // when
            workers.jobManager.send(
                    TestWorkers.id(0),
                    new JobManagerMessage.EventToOperator(
                            5, ExecutionAttemptID.randomId(), new OperatorID(), new byte[0]));

            // then
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> !workers.jobManager
                            .received(WorkerMessage.EventAcknowledged.class)
                            .isEmpty());
            WorkerMessage.EventAcknowledged answer = workers.jobManager
                    .received(WorkerMessage.EventAcknowledged.class)
                    .get(0);
            assertThat(answer.requestId()).isEqualTo(5);
            assertThat(answer.error()).contains("not on this TaskManager");
        }
    }

    @Test
    void shouldGiveUpItselfWhenATaskFailsBecauseOfTheMachine() throws Exception {
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            // when
            workers.deploy(new TestJob(TestPrograms.onABrokenMachine(), workers.registrations()));

            // then
            assertThat(workers.taskManagers.get(0).termination().join().exitCode())
                    .isEqualTo(TaskManagerEnd.FAILED);
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(() -> assertThat(workers.jobManager.received(WorkerMessage.WorkerFailing.class))
                            .extracting(failing -> failing.cause().summary())
                            .first()
                            .asString()
                            .contains("no room on the disk"));
            TestWorkers.awaitNoTaskThreads();
        }
    }

    @Test
    void shouldGiveUpItselfWhenATaskDoesNotStop() throws Exception {
        // given
        TestPrograms.Stubborn.mayEnd = new CountDownLatch(1);
        configuration.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ofMillis(300));
        configuration.set(TaskManagerOptions.TASK_CANCELLATION_INTERVAL, Duration.ofMillis(50));
        try (TestWorkers workers = new TestWorkers(1, configuration, directory)) {
            List<TestJob.Placed> tasks = workers.deploy(new TestJob(TestPrograms.stubborn(), workers.registrations()));
            workers.awaitState(tasks, AttemptState.RUNNING);

            // when
            workers.cancel(tasks);

            // then
            TaskManagerEnd end = workers.taskManagers.get(0).termination().join();
            assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.FAILED);
            // It has sent its word before it ended, but that is still on its way to the other side.
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(() -> assertThat(workers.jobManager.received(WorkerMessage.WorkerFailing.class))
                            .extracting(failing -> failing.cause().summary())
                            .first()
                            .asString()
                            .contains("task.cancellation.timeout"));
        } finally {
            TestPrograms.Stubborn.mayEnd.countDown();
        }
        await().atMost(TestWorkers.PATIENCE)
                .until(() -> TestWorkers.taskThreads().isEmpty());
    }

    private static boolean failed(TestWorkers workers, TestJob.Placed task) {
        return workers.jobManager
                .end(task)
                .filter(end -> end.state() == AttemptState.FAILED)
                .isPresent();
    }

    private static List<WorkerMessage.Heartbeat> heartbeatsWithEnds(TestWorkers workers) {
        return workers.jobManager.received(WorkerMessage.Heartbeat.class).stream()
                .filter(heartbeat -> !heartbeat.attempts().isEmpty()
                        && heartbeat.attempts().stream()
                                .allMatch(status -> status.state().isTerminal()))
                .toList();
    }

    private static Optional<WorkerMessage.Heartbeat> lastHeartbeat(TestWorkers workers) {
        List<WorkerMessage.Heartbeat> all = workers.jobManager.received(WorkerMessage.Heartbeat.class);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    static long sum(List<AttemptStatus> ends, String accumulator) throws Exception {
        long sum = 0;
        for (AttemptStatus end : ends) {
            if (end.accumulators().length > 0) {
                Map<String, Accumulator<?, ?>> accumulators =
                        InstantiationUtil.deserializeObject(end.accumulators(), TaskManagerTest.class.getClassLoader());
                sum += ((Number) Objects.requireNonNull(accumulators.get(accumulator))
                                .getLocalValue())
                        .longValue();
            }
        }
        return sum;
    }
}
