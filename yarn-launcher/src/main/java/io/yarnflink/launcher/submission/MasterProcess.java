package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.ContainerSizes;
import java.util.List;
import java.util.Optional;

/**
 * The size and shape of the ApplicationMaster's process, and of the TaskManagers' containers.
 *
 * @param memoryMib MiB of the ApplicationMaster's container
 * @param vcores virtual cores of the ApplicationMaster's container
 * @param jvmFlags of the ApplicationMaster, one argument each
 * @param javaHome where the JDK lies on the nodes; empty for the nodes' own
 * @param workerMemoryMib MiB of a TaskManager's container
 * @param workerVcores virtual cores of a TaskManager's container
 */
record MasterProcess(
        int memoryMib,
        int vcores,
        List<String> jvmFlags,
        Optional<String> javaHome,
        int workerMemoryMib,
        int workerVcores) {

    /** What YARN is asked for. */
    ContainerSizes sizes() {
        return new ContainerSizes(memoryMib, vcores, workerMemoryMib, workerVcores);
    }
}
