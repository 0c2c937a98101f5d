package io.yarnflink.runtime.task;

/** What the inside of a task may ask of its attempt. Thread-safe; nothing here blocks. */
interface TaskControl {

    /** The attempt went wrong outside of its own thread. */
    void fail(Throwable cause);

    /** The task has processed all of its input; it may wait for a last checkpoint before it ends. */
    void endOfData();

    /** The process cannot be trusted any more. */
    void fatal(Throwable cause);
}
