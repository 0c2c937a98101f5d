package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coordinator and its gateways to the current attempts. Owned by the coordinators' thread. */
final class HostedCoordinator {

    private static final Logger LOG = LoggerFactory.getLogger(HostedCoordinator.class);

    private final int vertex;
    private final OperatorID operator;
    private final OperatorCoordinator coordinator;
    private final EventSender sender;
    private final Executor thread;
    private final UnconfirmedEvents unconfirmed = new UnconfirmedEvents();

    /** By index of the subtask. */
    private final Map<Integer, TaskGateway> gateways = new HashMap<>();

    /** Checkpoints for which the coordinator gives, or has given, its state, and that are neither taken nor aborted. */
    private final Set<Long> underWay = new HashSet<>();

    /**
     * @param vertex position in the job's topology of the vertex whose subtasks are coordinated
     * @param operator the operator's id
     * @param coordinator Flink's or the user's
     * @param sender takes events to tasks
     * @param thread the coordinators'
     */
    HostedCoordinator(
            int vertex, OperatorID operator, OperatorCoordinator coordinator, EventSender sender, Executor thread) {
        this.vertex = vertex;
        this.operator = operator;
        this.coordinator = coordinator;
        this.sender = sender;
        this.thread = thread;
    }

    int vertex() {
        return vertex;
    }

    OperatorID operator() {
        return operator;
    }

    /** The coordinator itself, for what concerns neither attempts nor checkpoints. */
    OperatorCoordinator coordinator() {
        return coordinator;
    }

    void attemptReady(WorkerId worker, ExecutionAttemptID attempt) {
        TaskGateway gateway = new TaskGateway(sender, worker, attempt, operator, unconfirmed, thread);
        TaskGateway former = gateways.put(attempt.getSubtaskIndex(), gateway);
        if (former != null) {
            former.drop();
        }
        coordinator.executionAttemptReady(attempt.getSubtaskIndex(), attempt.getAttemptNumber(), gateway);
    }

    void attemptEnded(ExecutionAttemptID attempt, Throwable cause) {
        TaskGateway gateway = gateways.get(attempt.getSubtaskIndex());
        if (gateway != null && gateway.getExecution().equals(attempt)) {
            gateways.remove(attempt.getSubtaskIndex());
            gateway.drop();
        }
        coordinator.executionAttemptFailed(attempt.getSubtaskIndex(), attempt.getAttemptNumber(), cause);
    }

    /** Drops what comes late: a coordinator that answers an attempt which it was told is gone fails the job. */
    void eventFrom(ExecutionAttemptID attempt, OperatorEvent event) throws Exception {
        TaskGateway gateway = gateways.get(attempt.getSubtaskIndex());
        if (gateway == null || !gateway.getExecution().equals(attempt)) {
            LOG.debug("Attempt {} is gone; its event {} for operator {} is dropped", attempt, event, operator);
            return;
        }
        var barrier = BarrierAcknowledgement.checkpointOf(event);
        if (barrier.isPresent()) {
            gateway.open(barrier.getAsLong());
        } else {
            coordinator.handleEventFromOperator(attempt.getSubtaskIndex(), attempt.getAttemptNumber(), event);
        }
    }

    /**
     * Lets the coordinator give its state for a checkpoint and closes the gateways at that moment. Completes when every
     * event that was sent before has been accepted.
     */
    CompletableFuture<byte[]> checkpoint(long checkpoint) {
        underWay.add(checkpoint);
        CompletableFuture<byte[]> given = new CompletableFuture<>();
        CompletableFuture<byte[]> done = given.thenComposeAsync(state -> close(checkpoint, state), thread);
        try {
            coordinator.checkpointCoordinator(checkpoint, given);
        } catch (Exception | LinkageError e) {
            given.completeExceptionally(e);
        }
        return done;
    }

    private CompletableFuture<byte[]> close(long checkpoint, byte[] state) {
        if (!underWay.contains(checkpoint)) {
            return FutureUtils.completedExceptionally(new FlinkException("The checkpoint was aborted meanwhile"));
        }
        gateways.values().forEach(gateway -> gateway.close(checkpoint));
        return unconfirmed.allAccepted().thenApply(accepted -> state);
    }

    /** No barrier of this checkpoint is waited for any more. */
    void open(long checkpoint) {
        underWay.remove(checkpoint);
        gateways.values().forEach(gateway -> gateway.open(checkpoint));
    }

    void subtaskReset(int subtask, long checkpoint) {
        coordinator.subtaskReset(subtask, checkpoint);
    }

    /** Everything starts over; attempts so far are of no interest any more. */
    void reset(long checkpoint, byte @Nullable [] state) throws Exception {
        underWay.clear();
        gateways.values().forEach(TaskGateway::drop);
        gateways.clear();
        coordinator.resetToCheckpoint(checkpoint, state);
    }
}
