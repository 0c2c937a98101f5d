package io.yarnflink.runtime.job;

import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.lifecycle.Lifecycle;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.jspecify.annotations.Nullable;

/** A subtask and its current attempt. Owned by the core's thread. */
final class SubtaskExecution {

    private static final byte[] NOTHING = new byte[0];

    private final Subtask subtask;
    private final String name;
    private final int region;
    private final ExecutionGraphID graph;
    private final ExecutionVertexID vertex;
    private final TransitionObserver observer;
    private int attemptNumber;
    private ExecutionAttemptID attempt;
    private Lifecycle<SubtaskState> life;
    private @Nullable SlotId slot;
    private JobAction.@Nullable DeployAttempt order;
    private OptionalLong restore = OptionalLong.empty();
    private long lastCommand;
    private byte[] accumulators = NOTHING;

    SubtaskExecution(
            Subtask subtask,
            String name,
            int region,
            ExecutionGraphID graph,
            JobVertexID vertex,
            TransitionObserver observer) {
        this.observer = observer;
        this.subtask = subtask;
        this.name = name;
        this.region = region;
        this.graph = graph;
        this.vertex = new ExecutionVertexID(vertex, subtask.index());
        this.attempt = new ExecutionAttemptID(graph, this.vertex, 0);
        this.life = newLife();
    }

    private Lifecycle<SubtaskState> newLife() {
        return new Lifecycle<>(name + " attempt " + attemptNumber, SubtaskState.TABLE, SubtaskState.WAITING, observer);
    }

    /** The attempt, which is not deployed yet, begins from a checkpoint, or with nothing. */
    void restoreFrom(OptionalLong checkpoint) {
        restore = checkpoint;
    }

    /** Begins the next attempt, not deployed yet. */
    void startOver(OptionalLong checkpoint) {
        restore = checkpoint;
        attemptNumber++;
        attempt = new ExecutionAttemptID(graph, vertex, attemptNumber);
        life = newLife();
        slot = null;
        order = null;
        accumulators = NOTHING;
    }

    /** The attempt goes to a slot. */
    void deployed(SlotId where, long now) {
        life.moveTo(SubtaskState.DEPLOYING);
        slot = where;
        lastCommand = now;
    }

    /** The order with which it is deployed, to be repeated as it is if it was lost. */
    JobAction.DeployAttempt order(JobID job, long sequence, Placement placement) {
        order = new JobAction.DeployAttempt(
                job, slot().worker(), sequence, attempt, subtask, slot().index(), placement, restore);
        return order;
    }

    /** Moves on if {@code next} comes after the present state; a late or repeated report changes nothing. */
    boolean advance(SubtaskState next) {
        if (!life.mayMoveTo(next)) {
            return false;
        }
        life.moveTo(next);
        return true;
    }

    /** Moves on to what the attempt's worker tells; says whether that is news. */
    boolean hear(AttemptStatus status) {
        SubtaskState told = SubtaskState.of(status.state());
        if (told == SubtaskState.CANCELED && state() != SubtaskState.CANCELING) {
            told = SubtaskState.FAILED;
        }
        // That it is being canceled is known from the order to do so.
        if (told == SubtaskState.CANCELING || !advance(told)) {
            return false;
        }
        if (told == SubtaskState.FINISHED) {
            accumulators = status.accumulators();
        }
        return true;
    }

    /** What follows if the attempt is not where it was deployed to. */
    AttemptStatus missing() {
        return AttemptStatus.failed(
                attempt,
                new FailureCause("TaskManager " + slot().worker() + " does not know " + name + " any more", ""));
    }

    Subtask subtask() {
        return subtask;
    }

    String name() {
        return name;
    }

    int region() {
        return region;
    }

    ExecutionAttemptID attempt() {
        return attempt;
    }

    SubtaskState state() {
        return life.state();
    }

    /** Where the current attempt was deployed. */
    SlotId slot() {
        if (slot == null) {
            throw new IllegalStateException(name + " is " + state() + " and in no slot");
        }
        return slot;
    }

    /** When a deployment or cancellation was last sent, by the core's clock. */
    long lastCommand() {
        return lastCommand;
    }

    void commanded(long now) {
        lastCommand = now;
    }

    /** The order with which it was deployed. */
    JobAction.DeployAttempt order() {
        if (order == null) {
            throw new IllegalStateException(name + " is " + state() + " and was not deployed");
        }
        return order;
    }

    byte[] accumulators() {
        return accumulators;
    }
}
