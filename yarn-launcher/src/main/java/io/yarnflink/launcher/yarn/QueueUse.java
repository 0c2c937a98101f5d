package io.yarnflink.launcher.yarn;

/**
 * How full a queue is.
 *
 * @param usedMib MiB that its applications have
 * @param usedVcores virtual cores that its applications have
 * @param freeMib MiB that it could still give
 * @param freeVcores virtual cores that it could still give
 */
public record QueueUse(long usedMib, long usedVcores, long freeMib, long freeVcores) {}
