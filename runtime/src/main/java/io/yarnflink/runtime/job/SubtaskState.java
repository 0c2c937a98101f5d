package io.yarnflink.runtime.job;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.lifecycle.TransitionTable;

/** The life of a subtask's current attempt as the JobManager knows it. */
enum SubtaskState {
    /** Not deployed yet. */
    WAITING(false),
    /** Deployment sent. */
    DEPLOYING(true),
    INITIALIZING(true),
    RUNNING(true),
    /** Told to stop. */
    CANCELING(true),
    FINISHED(false),
    CANCELED(false),
    FAILED(false);

    /**
     * What may follow what; reports may be lost, so states on the way may be skipped. An attempt that was canceled without
     * having been told to has failed.
     */
    static final TransitionTable<SubtaskState> TABLE = TransitionTable.of(SubtaskState.class)
            .row(WAITING, DEPLOYING, CANCELED)
            .row(DEPLOYING, INITIALIZING, RUNNING, CANCELING, FINISHED, FAILED)
            .row(INITIALIZING, RUNNING, CANCELING, FINISHED, FAILED)
            .row(RUNNING, CANCELING, FINISHED, FAILED)
            .row(CANCELING, FINISHED, CANCELED, FAILED)
            .build();

    private final boolean onWorker;

    SubtaskState(boolean onWorker) {
        this.onWorker = onWorker;
    }

    /** What a worker's word of an attempt means. */
    static SubtaskState of(AttemptState told) {
        return switch (told) {
            case DEPLOYING -> DEPLOYING;
            case INITIALIZING -> INITIALIZING;
            case RUNNING -> RUNNING;
            case CANCELING -> CANCELING;
            case FINISHED -> FINISHED;
            case CANCELED -> CANCELED;
            case FAILED -> FAILED;
        };
    }

    /** Whether an attempt may be alive on a worker. */
    boolean isOnWorker() {
        return onWorker;
    }

    /** Whether the attempt has ended. */
    boolean hasEnded() {
        return this == FINISHED || this == CANCELED || this == FAILED;
    }
}
