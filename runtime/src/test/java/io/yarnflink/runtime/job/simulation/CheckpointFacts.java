package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** What the core was told, and has said, of one checkpoint. */
final class CheckpointFacts {

    /** How far it is by what the core was told and has said. */
    enum Stage {
        PREPARING,
        PREPARED,
        STORING,
        STORED,
        COMPLETE,
        ABORTED
    }

    private final SimulatedJob job;
    private final CheckpointOrder order;
    private final long begun;
    private final Map<ExecutionAttemptID, SubtaskSnapshot> acknowledged = new HashMap<>();
    private final Set<ExecutionAttemptID> triggered = new HashSet<>();
    private Stage stage = Stage.PREPARING;

    CheckpointFacts(SimulatedJob job, CheckpointOrder order, long begun) {
        this.job = job;
        this.order = order;
        this.begun = begun;
    }

    SimulatedJob job() {
        return job;
    }

    CheckpointOrder order() {
        return order;
    }

    long id() {
        return order.id();
    }

    long begun() {
        return begun;
    }

    Map<ExecutionAttemptID, SubtaskSnapshot> acknowledged() {
        return acknowledged;
    }

    /** Attempts that were told to begin. */
    Set<ExecutionAttemptID> triggered() {
        return triggered;
    }

    Stage stage() {
        return stage;
    }

    boolean is(Stage candidate) {
        return stage == candidate;
    }

    /** Whether it is still to be decided what becomes of it. */
    boolean isOpen() {
        return stage != Stage.COMPLETE && stage != Stage.ABORTED;
    }

    void become(Stage next) {
        stage = next;
    }

    @Override
    public String toString() {
        return "checkpoint " + order.id() + " of " + job.topology().name() + " (" + order.purpose() + ", " + stage
                + ")";
    }
}
