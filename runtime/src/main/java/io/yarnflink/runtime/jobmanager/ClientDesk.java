package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.concurrent.FutureUtils;

/** Does what clients ask for, and answers. Called on the event loop; returns at once. */
final class ClientDesk {

    private final JobManager jobManager;

    ClientDesk(JobManager jobManager) {
        this.jobManager = jobManager;
    }

    void hear(ControlConnection connection, ClientMessage message) {
        if (message instanceof ClientMessage.TakeSavepoint take) {
            answer(connection, take);
        } else if (message instanceof ClientMessage.ListCheckpoints list) {
            connection.send(new ClientAnswer.CheckpointsListed(list.request(), jobManager.checkpoints()));
        } else if (message instanceof ClientMessage.CancelApplication) {
            jobManager.requestCancel();
        }
    }

    private void answer(ControlConnection connection, ClientMessage.TakeSavepoint take) {
        FutureUtils.assertNoException(take(take).handle((path, failure) -> {
            connection.send(
                    failure == null
                            ? new ClientAnswer.SavepointTaken(take.request(), path)
                            : new ClientAnswer.RequestFailed(take.request(), reason(failure)));
            return null;
        }));
    }

    private CompletableFuture<String> take(ClientMessage.TakeSavepoint take) {
        Optional<JobID> job;
        try {
            job = take.job().map(JobID::fromHexString);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new SavepointException(
                    "Expected a job id of 32 hexadecimal digits, found '"
                            + take.job().orElse("") + "'",
                    e));
        }
        return jobManager.savepoint(job, purposeOf(take.goal()), take.directory(), take.canonical());
    }

    private static CheckpointPurpose purposeOf(SavepointGoal goal) {
        return switch (goal) {
            case GO_ON -> CheckpointPurpose.SAVEPOINT;
            case SUSPEND -> CheckpointPurpose.SUSPEND;
            case DRAIN -> CheckpointPurpose.DRAIN;
        };
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
