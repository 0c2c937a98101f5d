package io.yarnflink.cli;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import java.nio.file.Path;
import java.util.Map;

/** Opens the cluster that a folder of Hadoop's configuration describes. */
@FunctionalInterface
public interface ClusterOpener {

    /** See {@link io.yarnflink.launcher.cluster.HadoopCluster#open}. */
    ClusterAccess open(Path hadoopConfiguration, Map<String, String> configuration) throws BadUsageException;
}
