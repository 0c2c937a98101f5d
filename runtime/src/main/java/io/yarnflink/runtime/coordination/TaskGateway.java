package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.InstantiationUtil;

/**
 * A coordinator's way to one attempt. Events are serialized in the caller's thread, because coordinators go on changing
 * what they have sent.
 */
final class TaskGateway implements OperatorCoordinator.SubtaskGateway {

    private final EventSender sender;
    private final WorkerId worker;
    private final ExecutionAttemptID attempt;
    private final OperatorID operator;

    TaskGateway(EventSender sender, WorkerId worker, ExecutionAttemptID attempt, OperatorID operator) {
        this.sender = sender;
        this.worker = worker;
        this.attempt = attempt;
        this.operator = operator;
    }

    @Override
    public CompletableFuture<Acknowledge> sendEvent(OperatorEvent event) {
        byte[] bytes;
        try {
            bytes = InstantiationUtil.serializeObject(event);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new IOException("Expected event " + event.getClass().getName() + " to be serializable", e));
        }
        return sender.send(worker, attempt, operator, bytes).thenApply(done -> Acknowledge.get());
    }

    @Override
    public ExecutionAttemptID getExecution() {
        return attempt;
    }

    @Override
    public int getSubtask() {
        return attempt.getSubtaskIndex();
    }
}
