package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.log.LoggedCheckpoint;

/** What a checkpoint is for. */
public enum CheckpointPurpose {
    /** To restart from; replaced by later ones. */
    CHECKPOINT(LoggedCheckpoint.Kind.CHECKPOINT),
    /** As {@link #CHECKPOINT}, sharing no file with an earlier one. */
    FULL_CHECKPOINT(LoggedCheckpoint.Kind.CHECKPOINT),
    /** For people, who own it from its completion; the job goes on. */
    SAVEPOINT(LoggedCheckpoint.Kind.SAVEPOINT),
    /** A savepoint after which the job stops, to be continued later. */
    SUSPEND(LoggedCheckpoint.Kind.STOPPING_SAVEPOINT),
    /** A savepoint after which the job stops for good: sources end as if their input had, timers fire. */
    DRAIN(LoggedCheckpoint.Kind.STOPPING_SAVEPOINT);

    private final LoggedCheckpoint.Kind kind;

    CheckpointPurpose(LoggedCheckpoint.Kind kind) {
        this.kind = kind;
    }

    /** What it is to later attempts and to people, once it is complete. */
    public LoggedCheckpoint.Kind kind() {
        return kind;
    }

    public boolean isSavepoint() {
        return kind.isSavepoint();
    }

    /** Whether tasks end once it is complete. */
    public boolean isStopping() {
        return kind == LoggedCheckpoint.Kind.STOPPING_SAVEPOINT;
    }

    /** Whether its completion commits what the job has written; an intermediate savepoint commits nothing. */
    public boolean commits() {
        return kind.commits();
    }
}
