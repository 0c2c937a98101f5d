package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.util.InstantiationUtil;

/** Takes checkpoints of what runs on some workers, as a JobManager does. */
final class TestCheckpoints {

    private static final long TIMESTAMP = 1_000;

    private final TestWorkers workers;
    private final List<TestJob.Placed> tasks;

    TestCheckpoints(TestWorkers workers, List<TestJob.Placed> tasks) {
        this.workers = workers;
        this.tasks = tasks;
    }

    /** Takes a checkpoint, and returns what each subtask gave for it. */
    Map<ExecutionVertexID, TaskStateSnapshot> take(long checkpoint, CheckpointOptions options) throws Exception {
        trigger(checkpoint, options);
        awaitAcknowledged(checkpoint);
        return states(checkpoint);
    }

    /** Asks the sources for a checkpoint. */
    void trigger(long checkpoint, CheckpointOptions options) throws IOException {
        for (TestJob.Placed task : tasks) {
            if (task.source()) {
                trigger(task, checkpoint, options);
            }
        }
    }

    void trigger(TestJob.Placed task, long checkpoint, CheckpointOptions options) throws IOException {
        workers.jobManager.send(
                task.worker().worker(),
                new JobManagerMessage.TriggerCheckpoint(
                        task.attempt(), checkpoint, TIMESTAMP, InstantiationUtil.serializeObject(options)));
    }

    void confirm(long checkpoint, long subsumed) {
        for (TestJob.Placed task : tasks) {
            workers.jobManager.send(
                    task.worker().worker(),
                    new JobManagerMessage.CheckpointConfirmed(task.attempt(), checkpoint, TIMESTAMP, subsumed));
        }
    }

    void abort(long checkpoint, long latestCompleted) {
        for (TestJob.Placed task : tasks) {
            workers.jobManager.send(
                    task.worker().worker(),
                    new JobManagerMessage.CheckpointAborted(task.attempt(), checkpoint, latestCompleted));
        }
    }

    void awaitAcknowledged(long checkpoint) {
        await().atMost(TestWorkers.PATIENCE).untilAsserted(() -> {
            assertThat(declined()).isEmpty();
            assertThat(snapshots(checkpoint)).hasSize(tasks.size());
        });
    }

    /** Waits until every task has told that its input has ended. */
    void awaitEndOfData() {
        await().atMost(TestWorkers.PATIENCE).untilAsserted(() -> {
            Map<ExecutionAttemptID, Boolean> ended = new HashMap<>();
            workers.jobManager
                    .received(WorkerMessage.AttemptUpdate.class)
                    .forEach(update -> ended.put(
                            update.status().attempt(),
                            update.status().progress().endOfData()));
            assertThat(tasks).allMatch(task -> ended.getOrDefault(task.attempt(), false));
        });
    }

    List<WorkerMessage.CheckpointAcknowledged> acknowledged() {
        return workers.jobManager.received(WorkerMessage.CheckpointAcknowledged.class);
    }

    List<WorkerMessage.CheckpointDeclined> declined() {
        return workers.jobManager.received(WorkerMessage.CheckpointDeclined.class);
    }

    /** What was acknowledged of a checkpoint so far. */
    Map<ExecutionVertexID, SubtaskSnapshot> snapshots(long checkpoint) {
        Map<ExecutionVertexID, SubtaskSnapshot> snapshots = new HashMap<>();
        for (WorkerMessage.CheckpointAcknowledged message : acknowledged()) {
            if (message.checkpoint() == checkpoint) {
                snapshots.put(message.attempt().getExecutionVertexId(), message.snapshot());
            }
        }
        return snapshots;
    }

    Map<ExecutionVertexID, TaskStateSnapshot> states(long checkpoint) throws Exception {
        Map<ExecutionVertexID, TaskStateSnapshot> states = new HashMap<>();
        for (Map.Entry<ExecutionVertexID, SubtaskSnapshot> entry :
                snapshots(checkpoint).entrySet()) {
            byte[] bytes = entry.getValue().state();
            states.put(
                    entry.getKey(),
                    bytes.length == 0
                            ? new TaskStateSnapshot()
                            : InstantiationUtil.deserializeObject(bytes, TestCheckpoints.class.getClassLoader()));
        }
        return states;
    }
}
