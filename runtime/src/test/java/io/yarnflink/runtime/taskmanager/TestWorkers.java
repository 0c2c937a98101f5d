package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.exchange.DataExchange;
import io.yarnflink.runtime.memory.WorkerMemory;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** A JobManager for tests with some TaskManagers, all in this JVM and on the loopback address. */
final class TestWorkers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final ApplicationIdentity IDENTITY =
            new IdentityGenerator().generate(Clock.system().now());

    final TestJobManager jobManager;
    final List<TaskManager> taskManagers = new ArrayList<>();

    TestWorkers(int workers, Configuration configuration, Path directory) throws IOException {
        jobManager = new TestJobManager(IDENTITY);
        for (int i = 0; i < workers; i++) {
            taskManagers.add(TaskManager.start(new TaskManagerOptions(
                    id(i),
                    jobManager.address(),
                    IDENTITY,
                    WorkerMemory.decideForThisJvm(configuration),
                    InetAddress.getLoopbackAddress(),
                    List.of(Files.createDirectories(directory.resolve("worker-" + i))),
                    List.of())));
        }
        await().atMost(PATIENCE).until(() -> registrations().size() == workers);
    }

    static WorkerId id(int worker) {
        return new WorkerId("worker-" + worker);
    }

    List<WorkerMessage.RegisterWorker> registrations() {
        List<WorkerMessage.RegisterWorker> all = new ArrayList<>();
        for (int i = 0; i < taskManagers.size(); i++) {
            jobManager.registration(id(i)).ifPresent(all::add);
        }
        return all;
    }

    List<TestJob.Placed> deploy(TestJob job) throws IOException {
        List<TestJob.Placed> placed = job.deployments();
        placed.forEach(jobManager::deploy);
        return placed;
    }

    void cancel(List<TestJob.Placed> placed) {
        placed.forEach(jobManager::cancel);
    }

    void awaitState(List<TestJob.Placed> placed, AttemptState state) {
        await().atMost(PATIENCE)
                .until(() ->
                        placed.stream().allMatch(one -> jobManager.history(one).contains(state)));
    }

    List<AttemptStatus> awaitEnds(List<TestJob.Placed> placed) {
        await().atMost(PATIENCE)
                .until(() -> placed.stream().allMatch(one -> jobManager.end(one).isPresent()));
        return placed.stream().map(jobManager::end).flatMap(Optional::stream).toList();
    }

    void endJob(TestJob job) {
        for (int i = 0; i < taskManagers.size(); i++) {
            jobManager.send(id(i), new JobManagerMessage.JobEnded(job.id()));
        }
    }

    /** Waits until no buffer, no partition and no task's thread is left. */
    void awaitNothingHeld() {
        await().atMost(PATIENCE).until(() -> taskManagers.stream().allMatch(TestWorkers::holdsNothing));
        awaitNoTaskThreads();
    }

    static void awaitNoTaskThreads() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taskThreads()).isEmpty());
    }

    private static boolean holdsNothing(TaskManager taskManager) {
        DataExchange.Usage usage =
                taskManager.resources().join().services().exchange().usage();
        return usage.buffers() == usage.freeBuffers() && usage.partitions() == 0;
    }

    /** Names of live threads that belong to TaskManagers. */
    static List<String> workerThreads() {
        return threads("(taskmanager-(?!warmup)|Flink Netty|IOManager|control-client|blocking-shuffle).*");
    }

    /** Names of live threads that belong to tasks. */
    static List<String> taskThreads() {
        return threads("(Task |Source|Process|Canceler|Interrupter|Legacy|Time Trigger|System"
                + " Time|channel-state|AsyncOp).*");
    }

    private static List<String> threads(String pattern) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches(pattern))
                .toList();
    }

    @Override
    public void close() {
        taskManagers.forEach(TaskManager::close);
        taskManagers.forEach(taskManager -> taskManager.termination().join());
        jobManager.close();
    }
}
