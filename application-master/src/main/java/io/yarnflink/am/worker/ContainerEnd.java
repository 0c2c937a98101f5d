package io.yarnflink.am.worker;

/**
 * How a container ended.
 *
 * @param reason in plain words, with what to do about it where something can be done
 * @param clustersDoing whether the cluster took it away (preemption, a lost node), so that it says nothing about
 *     whether TaskManagers can be started
 */
public record ContainerEnd(String reason, boolean clustersDoing) {}
