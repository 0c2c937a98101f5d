package io.yarnflink.am.worker;

/** What happens to a container that YARN has given us. */
enum ContainerEvent {
    /** The NodeManager has started its process. */
    STARTED,
    /** The NodeManager could not be told to start its process. */
    START_FAILED,
    /** The TaskManager in it has registered with the JobManager. */
    REGISTERED,
    /** It is not wanted any more. */
    RELEASED,
    /** YARN says that it has ended. */
    COMPLETED
}
