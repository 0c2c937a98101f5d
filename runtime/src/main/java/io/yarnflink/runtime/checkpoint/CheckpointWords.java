package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** What people are told when checkpoints and savepoints fail. */
final class CheckpointWords {

    private static final int NAMED = 3;

    private final JobTopology topology;

    CheckpointWords(JobTopology topology) {
        this.topology = topology;
    }

    FailureCause failed(CheckpointOrder order, FailureCause cause) {
        String what = order.purpose().isSavepoint() ? "Savepoint " : "Checkpoint ";
        return new FailureCause(
                what + order.id() + " of job '" + topology.name() + "' failed: " + cause.summary(), cause.stackTrace());
    }

    FailureCause declined(Subtask subtask, FailureCause cause) {
        return new FailureCause(topology.describe(subtask) + " declined it: " + cause.summary(), cause.stackTrace());
    }

    FailureCause overdue(PendingCheckpoint checkpoint, Duration timeout) {
        String missing;
        if (checkpoint.is(CheckpointStage.PREPARING)) {
            missing = "storage and operator coordinators were not ready for it";
        } else if (checkpoint.is(CheckpointStage.STORING)) {
            missing = "its metadata was not written";
        } else {
            Set<Subtask> late = checkpoint.missing();
            String names = late.stream().limit(NAMED).map(topology::describe).collect(Collectors.joining(", "));
            missing = late.size() + " of " + checkpoint.plan().awaited().size()
                    + " tasks had not acknowledged it, among them " + names;
        }
        return plain("expected it to be complete after " + timeout.toSeconds() + " s, but " + missing
                + "; execution.checkpointing.timeout says how long to wait");
    }

    FailureCause tooMany(FailureCause failure, int inARow, int tolerable) {
        return new FailureCause(
                failure.summary() + ". " + inARow + " failed in a row, tolerable are " + tolerable
                        + " (execution.checkpointing.tolerable-failed-checkpoints)",
                failure.stackTrace());
    }

    /** Tasks may have stopped for a savepoint that then failed. */
    FailureCause notStopped(FailureCause failure) {
        return new FailureCause(
                failure.summary() + ". Tasks had begun to stop for it, so the job starts over", failure.stackTrace());
    }

    /** The savepoint is there, but the job did not end with it. */
    FailureCause stoppedHalfway(CompletedCheckpoint savepoint, FailureCause cause) {
        return new FailureCause(
                "The savepoint is complete at " + savepoint.path() + ", but job '" + topology.name()
                        + "' did not finish after it: " + cause.summary(),
                cause.stackTrace());
    }

    FailureCause notTaken(FailureCause cause) {
        return new FailureCause(
                "The savepoint of job '" + topology.name() + "' was not taken: " + cause.summary(), cause.stackTrace());
    }

    static FailureCause notRunning(CheckpointedJob job) {
        return plain("Expected a job that is RUNNING to take a savepoint of, but " + job.describe()
                + ". Ask again when it runs");
    }

    static FailureCause someFinished() {
        return plain("some of its tasks have finished, and execution.checkpointing.checkpoints-after-tasks-finish"
                + " is off; without it no savepoint can be taken any more");
    }

    static FailureCause plain(String sentence) {
        return new FailureCause(sentence, "");
    }
}
