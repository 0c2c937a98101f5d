package io.yarnflink.launcher;

/**
 * What an application asks YARN for.
 *
 * @param masterMemoryMib MiB of the ApplicationMaster's container
 * @param masterVcores virtual cores of the ApplicationMaster's container
 * @param workerMemoryMib MiB of each TaskManager's container
 * @param workerVcores virtual cores of each TaskManager's container
 */
public record ContainerSizes(int masterMemoryMib, int masterVcores, int workerMemoryMib, int workerVcores) {}
