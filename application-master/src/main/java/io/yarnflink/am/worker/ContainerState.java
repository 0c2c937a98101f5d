package io.yarnflink.am.worker;

import java.util.Map;

/** The life of a container, from its allocation on. */
enum ContainerState {
    /** Its NodeManager is being told to start the process. */
    STARTING,
    /** The process has been started; its TaskManager has not registered yet. */
    STARTED,
    /** Its TaskManager serves. */
    REGISTERED,
    /** It has been given back; YARN has not confirmed its end yet. */
    RELEASING,
    /** It is gone. */
    ENDED;

    /**
     * Rows: from; columns: event, to. Messages of NodeManager, JobManager and ResourceManager overtake each other, so a
     * registration may come before the NodeManager's answer, and that answer after the release.
     */
    private static final Map<ContainerState, Map<ContainerEvent, ContainerState>> TRANSITIONS = Map.of(
            STARTING,
            Map.of(
                    ContainerEvent.STARTED, STARTED,
                    ContainerEvent.START_FAILED, RELEASING,
                    ContainerEvent.REGISTERED, REGISTERED,
                    ContainerEvent.RELEASED, RELEASING,
                    ContainerEvent.COMPLETED, ENDED),
            STARTED,
            Map.of(
                    ContainerEvent.REGISTERED, REGISTERED,
                    ContainerEvent.RELEASED, RELEASING,
                    ContainerEvent.COMPLETED, ENDED),
            REGISTERED,
            Map.of(
                    ContainerEvent.STARTED, REGISTERED,
                    ContainerEvent.START_FAILED, REGISTERED,
                    ContainerEvent.REGISTERED, REGISTERED,
                    ContainerEvent.RELEASED, RELEASING,
                    ContainerEvent.COMPLETED, ENDED),
            RELEASING,
            Map.of(
                    ContainerEvent.STARTED, RELEASING,
                    ContainerEvent.START_FAILED, RELEASING,
                    ContainerEvent.REGISTERED, RELEASING,
                    ContainerEvent.RELEASED, RELEASING,
                    ContainerEvent.COMPLETED, ENDED),
            ENDED,
            Map.of());

    /**
     * The state after an event.
     *
     * @throws IllegalStateException if the event cannot happen in this state
     */
    ContainerState after(ContainerEvent event) {
        ContainerState next = TRANSITIONS.getOrDefault(this, Map.of()).get(event);
        if (next == null) {
            throw new IllegalStateException("A container cannot be " + event + " while it is " + this);
        }
        return next;
    }

    /** Whether it counts towards the number of TaskManagers wanted. */
    boolean counts() {
        return this == STARTING || this == STARTED || this == REGISTERED;
    }
}
