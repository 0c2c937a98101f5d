package io.yarnflink.runtime.recovery;

import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.local.LocalCluster;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this JVM with one slot per worker, and what a test does to it. */
final class TestCluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalCluster cluster;

    private TestCluster(LocalCluster cluster) {
        this.cluster = cluster;
    }

    static TestCluster start(Path folder) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
        return new TestCluster(LocalCluster.start(
                configuration,
                new IdentityGenerator().generate(Instant.now()),
                List.of(),
                Files.createDirectories(folder.resolve("cluster"))));
    }

    /** Checkpoints every 50 ms below {@code folder}; restarts at once, as often as it takes. */
    static Configuration settings(Path folder) {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.resolve("savepoints").toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return settings;
    }

    SubmittedJob submit(StreamExecutionEnvironment env) {
        ClassLoader classes = TestCluster.class.getClassLoader();
        return cluster.submitter().submit(env.getStreamGraph().getJobGraph(classes, null), classes);
    }

    static JobExecutionResult resultOf(SubmittedJob job) throws Exception {
        return job.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until so many more checkpoints of the job are complete. */
    void awaitCheckpoints(SubmittedJob job, int more) {
        long wanted = newestCheckpoint(job) + more;
        await().atMost(PATIENCE).until(() -> newestCheckpoint(job) >= wanted || hasEnded(job));
        if (hasEnded(job)) {
            throw new AssertionError("Expected more checkpoints of a running job, but it has ended: "
                    + cluster.jobManager().status().jobs());
        }
    }

    long newestCheckpoint(SubmittedJob job) {
        return checkpoints(job).stream().mapToLong(CheckpointView::id).max().orElse(0);
    }

    List<CheckpointView> checkpoints(SubmittedJob job) {
        return cluster.jobManager().checkpoints().stream()
                .filter(view -> view.job().equals(job.id().toHexString()))
                .toList();
    }

    private boolean hasEnded(SubmittedJob job) {
        return phase(job).isTerminal();
    }

    JobPhase phase(SubmittedJob job) {
        return cluster.jobManager().status().jobs().stream()
                .filter(view -> view.id().equals(job.id().toHexString()))
                .findFirst()
                .map(view -> view.phase())
                .orElse(JobPhase.WAITING_FOR_SLOTS);
    }

    /** Kills the worker that has lived longest. */
    void killAWorker() {
        List<WorkerId> workers = cluster.workers();
        cluster.killWorker(workers.get(0));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
