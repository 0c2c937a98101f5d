package io.yarnflink.runtime.task;

/** What happens to an attempt. */
enum TaskEvent {
    /** The task's thread wants to create operators and restore. */
    INITIALIZE,
    /** The task's thread wants to process records. */
    RUN,
    /** The task's thread has processed everything. */
    COMPLETE,
    /** The JobManager wants the attempt to stop, or its producer is gone. */
    CANCEL,
    /** The attempt went wrong, on its own thread or on another. */
    FAIL,
    /** The task's thread holds nothing any more. */
    RELEASE
}
