package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the coordinator of a job's checkpoints sees of the job and can have done. Called by the thread that calls the
 * coordinator, in the course of its calls.
 */
public interface CheckpointedJob {

    /** The present time in milliseconds, by a clock that never goes back. */
    long now();

    /** The present time in milliseconds since the epoch. */
    long wallClock();

    /** What the job is and does, as part of a sentence: {@code job 'x' is RESTARTING}. */
    String describe();

    /** Whether all of it is deployed and nobody has asked it to stop at once. */
    boolean isRunning();

    TaskStage stageOf(Subtask subtask);

    /** Have a place made on storage and the coordinators give their states. */
    void prepare(CheckpointOrder order);

    /** Let a task begin. */
    void trigger(Subtask subtask, long checkpoint);

    /** Have the metadata written. */
    void store(CheckpointContents contents);

    /** Tell coordinators that all up to this checkpoint is committed, and drop what is subsumed. */
    void complete(CompletedCheckpoint checkpoint, List<Long> subsumed);

    /** Tell a task that a checkpoint is complete; {@code subsumed} is the newest that was dropped, 0 for none. */
    void confirm(Subtask subtask, CompletedCheckpoint checkpoint, long subsumed);

    /** Tell coordinators that a checkpoint has failed, and drop what there is of it. */
    void abort(CheckpointOrder order, List<SubtaskSnapshot> snapshots);

    /** Tell a task that a checkpoint has failed; {@code latestCompleted} is 0 if none is complete. */
    void abortOnTask(Subtask subtask, long checkpoint, long latestCompleted);

    /** Drop state that nobody waits for any more. */
    void discard(SubtaskSnapshot snapshot);

    /** Answer a request for a savepoint with its path, or with why there is none. */
    void answer(long request, Optional<String> path, Optional<FailureCause> failure);

    /** Have {@link CheckpointCoordinator#due} called after a while. */
    void wakeAfter(Duration delay);

    /** Have {@link CheckpointCoordinator#overdue} called after a while. */
    void expireAfter(Duration delay, long checkpoint);

    /** The job cannot go on like this: let all of it start over, or fail. Everything else has been done by then. */
    void failAll(FailureCause cause);
}
