package io.yarnflink.runtime.task;

import io.yarnflink.runtime.control.message.AttemptState;

/** Where an attempt stands; finer than what the JobManager is told. */
enum TaskPhase {
    DEPLOYING(AttemptState.DEPLOYING),
    INITIALIZING(AttemptState.INITIALIZING),
    RUNNING(AttemptState.RUNNING),
    /** All records are processed and handed over; resources are being released. */
    FINISHING(AttemptState.RUNNING),
    CANCELING(AttemptState.CANCELING),
    /** Something went wrong; the task is being stopped and its resources released. */
    FAILING(AttemptState.CANCELING),
    FINISHED(AttemptState.FINISHED),
    CANCELED(AttemptState.CANCELED),
    FAILED(AttemptState.FAILED);

    private final AttemptState told;

    TaskPhase(AttemptState told) {
        this.told = told;
    }

    /** What the JobManager is told. */
    AttemptState told() {
        return told;
    }

    boolean isStopping() {
        return this == CANCELING || this == FAILING;
    }
}
