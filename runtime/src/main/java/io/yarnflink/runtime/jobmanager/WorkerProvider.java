package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.WorkerId;

/**
 * Where TaskManagers come from: containers of YARN, or threads of this JVM. Called on the JobManager's event loop;
 * must return at once.
 */
public interface WorkerProvider {

    /**
     * How many TaskManagers are wanted from now on, those that run included. A lost one is replaced without being asked
     * for again. When the number falls, requests that are not fulfilled yet are withdrawn; running TaskManagers are
     * ended only by {@link #release}.
     */
    void setTarget(int workers);

    /** Ends a TaskManager that is not wanted any more or not trusted any more, and does not replace it beyond the target. */
    void release(WorkerId worker, String reason);

    /** The TaskManager has registered, so its start was a success; starts that fail in a row are given up on. */
    default void registered(WorkerId worker) {}
}
