package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.task.JobManagerLink;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks' way to the JobManager. What they send goes over the event loop, so that it arrives in order with the states
 * of attempts. Answers are completed on the loop.
 */
final class JobManagerRequests implements JobManagerLink {

    private final WorkerLoop loop;
    private final ControlConnection connection;
    // These belong to the loop.
    private final PendingRequests<byte[]> coordination = new PendingRequests<>();
    private final PendingRequests<ProducerState> producers = new PendingRequests<>();
    private final PendingRequests<byte[]> artifacts = new PendingRequests<>();
    private @Nullable Throwable closed;

    JobManagerRequests(WorkerLoop loop, ControlConnection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    @Override
    public void sendEvent(ExecutionAttemptID attempt, OperatorID operator, byte[] event) {
        loop.execute(() -> connection.send(new WorkerMessage.EventToCoordinator(attempt, operator, event)));
    }

    @Override
    public CompletableFuture<byte[]> request(JobID job, OperatorID operator, byte[] request) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (isOpen(answer)) {
                long id = coordination.add(answer);
                connection.send(new WorkerMessage.CoordinationRequested(id, job, operator, request));
            }
        });
        return answer;
    }

    @Override
    public void acknowledge(ExecutionAttemptID attempt, long checkpoint, SubtaskSnapshot snapshot) {
        loop.execute(() -> connection.send(new WorkerMessage.CheckpointAcknowledged(attempt, checkpoint, snapshot)));
    }

    @Override
    public void decline(
            ExecutionAttemptID attempt, long checkpoint, CheckpointFailureReason reason, FailureCause cause) {
        loop.execute(() -> connection.send(new WorkerMessage.CheckpointDeclined(attempt, checkpoint, reason, cause)));
    }

    @Override
    public CompletableFuture<ProducerState> producerOf(JobID job, ResultPartitionID partition) {
        CompletableFuture<ProducerState> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (isOpen(answer)) {
                long id = producers.add(answer);
                connection.send(new WorkerMessage.ProducerStateRequested(id, job, partition));
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<byte[]> artifact(JobID job, String digest, long offset) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (isOpen(answer)) {
                long id = artifacts.add(answer);
                connection.send(new WorkerMessage.ArtifactRequested(id, job, digest, offset));
            }
        });
        return answer;
    }

    /** On the loop: an answer has come. Ignores what is none. */
    void answered(JobManagerMessage message) {
        loop.assertInside();
        if (message instanceof JobManagerMessage.ProducerStateAnswered answer) {
            producers.complete(answer.requestId(), answer.state());
        } else if (message instanceof JobManagerMessage.CoordinationAnswered answer) {
            settle(coordination, answer.requestId(), answer.response(), answer.error());
        } else if (message instanceof JobManagerMessage.ArtifactRead answer) {
            settle(artifacts, answer.requestId(), answer.part(), answer.error());
        }
    }

    private static void settle(PendingRequests<byte[]> requests, long id, byte[] answer, String error) {
        if (error.isEmpty()) {
            requests.complete(id, answer);
        } else {
            requests.fail(id, new FlinkException(error));
        }
    }

    /** On the loop: no answer will come any more. */
    void failAll(Throwable cause) {
        loop.assertInside();
        closed = cause;
        coordination.failAll(cause);
        producers.failAll(cause);
        artifacts.failAll(cause);
    }

    private boolean isOpen(CompletableFuture<?> answer) {
        return closed == null || !answer.completeExceptionally(closed);
    }
}
