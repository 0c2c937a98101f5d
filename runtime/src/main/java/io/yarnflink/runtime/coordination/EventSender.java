package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Takes coordinators' events to tasks. Thread-safe; events to the same attempt arrive in the order of the calls. */
@FunctionalInterface
public interface EventSender {

    /**
     * Sends an event. A task that refuses one is at its end, or fails by it, and takes part in no later checkpoint; so
     * nothing but the answer has to tell of it.
     *
     * @return completes when the task has accepted it, exceptionally if it refused it or is out of reach
     */
    CompletableFuture<Void> send(WorkerId worker, ExecutionAttemptID attempt, OperatorID operator, byte[] event);
}
