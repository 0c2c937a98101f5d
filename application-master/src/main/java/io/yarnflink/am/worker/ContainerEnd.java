package io.yarnflink.am.worker;

/**
 * How a container ended.
 *
 * @param reason in plain words, with what to do about it where something can be done
 * @param origin whose doing it was
 */
public record ContainerEnd(String reason, Origin origin) {

    /** Whose doing the end of a container was. */
    public enum Origin {
        /** Its process failed, or was killed for what it did. */
        PROCESS,
        /** Its process ended in order, by itself or because it was sent home. */
        ORDERLY,
        /** The cluster took it away (preemption, a lost node); says nothing about whether TaskManagers can be started. */
        CLUSTER,
        /** We asked for it. */
        REQUEST
    }
}
