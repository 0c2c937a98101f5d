package io.yarnflink.am.worker;

import io.yarnflink.runtime.application.WorkerId;

/** What {@link WorkerPool} decides; {@link WorkerLoop} carries it out. */
sealed interface WorkerAction {

    /** Tell the container's NodeManager to start the TaskManager. */
    record Start(WorkerId worker) implements WorkerAction {}

    /** Give the container back to the ResourceManager. */
    record Release(WorkerId worker, String reason) implements WorkerAction {}

    /** Have the container's NodeManager end the process, unless it ends by itself first. */
    record Stop(WorkerId worker) implements WorkerAction {}

    /** Tell the JobManager that a container has come. */
    record ReportAllocated(WorkerId worker) implements WorkerAction {}

    /** Tell the JobManager that a container has gone. */
    record ReportEnded(WorkerId worker, String reason) implements WorkerAction {}

    /** Remember that a container has failed on its node. */
    record BlameNode(WorkerId worker) implements WorkerAction {}

    /** Tell the JobManager that no TaskManager comes up, and why; no more are asked for. */
    record ReportUnavailable(String reason) implements WorkerAction {}
}
