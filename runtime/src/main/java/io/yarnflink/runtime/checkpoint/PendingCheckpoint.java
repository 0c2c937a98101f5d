package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.lifecycle.Lifecycle;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checkpoint on its way. Owned by the core's thread. */
final class PendingCheckpoint {

    private final CheckpointOrder order;
    private final CheckpointPlan plan;
    private final Set<Subtask> atEnd;
    private final Optional<SavepointRequest> request;
    private final Map<Subtask, SubtaskSnapshot> snapshots = new LinkedHashMap<>();
    private final Lifecycle<CheckpointStage> life;

    /**
     * @param order what it is
     * @param plan who takes part
     * @param atEnd tasks that are at the end of their data when it begins
     * @param request who asked for it; empty if nobody did
     * @param observer hears of its steps
     */
    PendingCheckpoint(
            CheckpointOrder order,
            CheckpointPlan plan,
            Set<Subtask> atEnd,
            Optional<SavepointRequest> request,
            TransitionObserver observer) {
        this.order = order;
        this.plan = plan;
        this.atEnd = atEnd;
        this.request = request;
        this.life =
                new Lifecycle<>("Checkpoint " + order.id(), CheckpointStage.TABLE, CheckpointStage.PREPARING, observer);
    }

    long id() {
        return order.id();
    }

    CheckpointOrder order() {
        return order;
    }

    CheckpointPlan plan() {
        return plan;
    }

    Set<Subtask> atEnd() {
        return atEnd;
    }

    Optional<SavepointRequest> request() {
        return request;
    }

    boolean isSavepoint() {
        return order.purpose().isSavepoint();
    }

    boolean isStopping() {
        return order.purpose().isStopping();
    }

    boolean is(CheckpointStage stage) {
        return life.state() == stage;
    }

    void moveTo(CheckpointStage next) {
        life.moveTo(next);
    }

    /** Whether it waits for this task. */
    boolean awaits(Subtask subtask) {
        return plan.awaited().contains(subtask) && !snapshots.containsKey(subtask);
    }

    /** Takes an acknowledgement that it {@linkplain #awaits awaits}; says whether that was the last. */
    boolean acknowledge(Subtask subtask, SubtaskSnapshot snapshot) {
        snapshots.put(subtask, snapshot);
        return snapshots.size() == plan.awaited().size();
    }

    /** Those who have not acknowledged. */
    Set<Subtask> missing() {
        Set<Subtask> missing = new LinkedHashSet<>(plan.awaited());
        missing.removeAll(snapshots.keySet());
        return missing;
    }

    List<SubtaskSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    CheckpointContents contents() {
        return new CheckpointContents(order, Map.copyOf(snapshots), plan.finished());
    }
}
