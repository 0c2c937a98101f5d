package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.artifact.ArtifactStore;
import java.util.concurrent.Executor;

/**
 * What the parts of one JobManager share.
 *
 * @param loop its event loop
 * @param provider where TaskManagers come from
 * @param connections to TaskManagers
 * @param events of coordinators, under way to tasks
 * @param watchers clients that watch
 * @param artifacts files of jobs, which TaskManagers fetch
 * @param metrics what reporters hear
 * @param io for what blocks
 */
record JobManagerParts(
        EventLoop loop,
        WorkerProvider provider,
        WorkerConnections connections,
        PendingEvents events,
        Watchers watchers,
        ArtifactStore artifacts,
        JobManagerMetrics metrics,
        Executor io) {}
