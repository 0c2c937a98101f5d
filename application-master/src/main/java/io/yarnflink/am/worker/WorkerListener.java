package io.yarnflink.am.worker;

import io.yarnflink.runtime.application.WorkerId;

/** Hears what becomes of TaskManagers. Called on the thread of {@link WorkerLoop}; must return at once. */
public interface WorkerListener {

    /** A container has come; its process is being started. */
    void allocated(WorkerId worker);

    /** A container has gone that was not given back. */
    void ended(WorkerId worker, String reason);

    /** No TaskManager can be had; the reason is for people. Not followed by {@link #allocated}. */
    void unavailable(String reason);

    /** The ResourceManager wants nothing more of this ApplicationMaster: end without unregistering. */
    void disowned(String reason);
}
