package io.yarnflink.runtime.job;

import io.yarnflink.runtime.lifecycle.TransitionObserver;

/** What a job may touch of the core around it. Owned by the core's thread. */
interface CoreContext {

    /** Appends an action to the answer to the present event. */
    void emit(JobAction action);

    /** The registered workers, whose slots jobs take and free. */
    Workers workers();

    CoreOptions options();

    /** Hears of every step of jobs and attempts. */
    TransitionObserver observer();

    /** The time of the present event, in milliseconds. */
    long now();

    /** The time of the present event, in milliseconds since the epoch. It may go back; nothing is decided by it. */
    long wallClock();

    /** What is known of why there are no more workers; empty if nothing. */
    String workersUnavailable();
}
