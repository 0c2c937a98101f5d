package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * What a TaskManager needs to start.
 *
 * @param worker who it is
 * @param jobManager where to register
 * @param identity what it authenticates itself with
 * @param configuration the effective configuration; memory sizes are already decided in it
 * @param address the address of this host that data exchange binds and advertises
 * @param temporaryDirectories for spilling and key stores; readable by the owner only
 * @param userClassPath the job JAR and what travels with it
 * @param metrics of the process
 * @param lookup finds another JobManager should the first be lost; empty if none will come
 */
public record TaskManagerOptions(
        WorkerId worker,
        InetSocketAddress jobManager,
        ApplicationIdentity identity,
        Configuration configuration,
        InetAddress address,
        List<Path> temporaryDirectories,
        List<URL> userClassPath,
        ProcessMetrics metrics,
        Optional<JobManagerLookup> lookup) {

    /** A TaskManager that ends with its JobManager, and whose metrics nobody reports. */
    public TaskManagerOptions(
            WorkerId worker,
            InetSocketAddress jobManager,
            ApplicationIdentity identity,
            Configuration configuration,
            InetAddress address,
            List<Path> temporaryDirectories,
            List<URL> userClassPath) {
        this(
                worker,
                jobManager,
                identity,
                configuration,
                address,
                temporaryDirectories,
                userClassPath,
                ProcessMetrics.UNREPORTED,
                Optional.empty());
    }
}
