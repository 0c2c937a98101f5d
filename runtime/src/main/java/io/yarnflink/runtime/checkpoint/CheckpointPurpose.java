package io.yarnflink.runtime.checkpoint;

/** What a checkpoint is for. */
public enum CheckpointPurpose {
    /** To restart from; replaced by later ones. */
    CHECKPOINT(false, false),
    /** As {@link #CHECKPOINT}, sharing no file with an earlier one. */
    FULL_CHECKPOINT(false, false),
    /** For people, who own it from its completion; the job goes on. */
    SAVEPOINT(true, false),
    /** A savepoint after which the job stops, to be continued later. */
    SUSPEND(true, true),
    /** A savepoint after which the job stops for good: sources end as if their input had, timers fire. */
    DRAIN(true, true);

    private final boolean savepoint;
    private final boolean stopping;

    CheckpointPurpose(boolean savepoint, boolean stopping) {
        this.savepoint = savepoint;
        this.stopping = stopping;
    }

    public boolean isSavepoint() {
        return savepoint;
    }

    /** Whether tasks end once it is complete. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether its completion commits what the job has written; an intermediate savepoint commits nothing. */
    public boolean commits() {
        return !savepoint || stopping;
    }
}
