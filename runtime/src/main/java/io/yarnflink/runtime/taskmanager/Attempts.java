package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.task.TaskAttempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * The attempts that live here or whose end the JobManager has not acknowledged, and the ids of those that were. Owned by
 * the event loop.
 */
final class Attempts {

    // More than a JobManager has under way to one TaskManager; older ids are recognized by their sequence.
    private static final int REMEMBERED = 10_000;

    private final Map<ExecutionAttemptID, TaskAttempt> alive = new HashMap<>();
    private final Map<ExecutionAttemptID, AttemptStatus> statuses = new HashMap<>();
    private final Set<ExecutionAttemptID> seen = new LinkedHashSet<>();
    private long lastDeployment;

    /**
     * Notes a deployment.
     *
     * @return whether it is new; false for a repetition, and for an attempt that was canceled before it came
     */
    boolean admit(long sequence, ExecutionAttemptID attempt) {
        boolean repeated = sequence <= lastDeployment;
        lastDeployment = Math.max(lastDeployment, sequence);
        return remember(attempt) && !repeated;
    }

    /** Notes that an attempt is or was here; tells whether it was unknown. */
    boolean remember(ExecutionAttemptID attempt) {
        if (!seen.add(attempt)) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            Iterator<ExecutionAttemptID> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    void started(ExecutionAttemptID id, TaskAttempt attempt, AttemptStatus status) {
        alive.put(id, attempt);
        statuses.put(id, status);
    }

    /**
     * Notes a new state; a terminal one ends the attempt.
     *
     * @return the state with what is known of the attempt's progress
     */
    AttemptStatus update(AttemptStatus status) {
        AttemptStatus known = statuses.get(status.attempt());
        AttemptStatus merged = known == null ? status : status.with(known.progress());
        statuses.put(status.attempt(), merged);
        if (status.state().isTerminal()) {
            alive.remove(status.attempt());
        }
        return merged;
    }

    /**
     * Notes how far an attempt has come.
     *
     * @return its status; empty if it has ended
     */
    Optional<AttemptStatus> advance(ExecutionAttemptID attempt, UnaryOperator<AttemptStatus.Progress> step) {
        AttemptStatus known = statuses.get(attempt);
        if (known == null || !alive.containsKey(attempt)) {
            return Optional.empty();
        }
        AttemptStatus advanced = known.with(step.apply(known.progress()));
        statuses.put(attempt, advanced);
        return Optional.of(advanced);
    }

    /** The JobManager knows of the end. */
    void acknowledge(ExecutionAttemptID attempt) {
        if (!alive.containsKey(attempt)) {
            statuses.remove(attempt);
        }
    }

    Optional<TaskAttempt> alive(ExecutionAttemptID attempt) {
        return Optional.ofNullable(alive.get(attempt));
    }

    Optional<AttemptStatus> status(ExecutionAttemptID attempt) {
        return Optional.ofNullable(statuses.get(attempt));
    }

    List<TaskAttempt> allAlive() {
        return new ArrayList<>(alive.values());
    }

    List<AttemptStatus> allStatuses() {
        return new ArrayList<>(statuses.values());
    }

    /** Highest sequence of a deployment so far, 0 for none. */
    long lastDeployment() {
        return lastDeployment;
    }
}
