package io.yarnflink.launcher.cluster;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens clusters from Hadoop's configuration files. */
public final class HadoopCluster {

    private HadoopCluster() {}

    /**
     * Reads Hadoop's configuration and begins to connect; does not wait for an answer.
     *
     * @param hadoopConfiguration folder with {@code core-site.xml} and {@code yarn-site.xml}, see {@link #configurationFolder}
     * @param configuration effective configuration, for the keys {@code yarnflink.*}
     * @throws BadUsageException if the folder or what must be in it is missing
     */
    public static ClusterAccess open(Path hadoopConfiguration, Map<String, String> configuration)
            throws BadUsageException {
        if (!Files.isRegularFile(hadoopConfiguration.resolve("yarn-site.xml"))) {
            throw new BadUsageException(
                    "Expected yarn-site.xml in " + hadoopConfiguration.toAbsolutePath() + ", found none: set"
                            + " HADOOP_CONF_DIR or --hadoop-conf to the cluster's client configuration",
                    null);
        }
        throw new UnsupportedOperationException("Cannot connect yet: " + configuration.size() + " keys");
    }

    /**
     * Where Hadoop's configuration is: {@code HADOOP_CONF_DIR}, else {@code YARN_CONF_DIR}, else
     * {@code $HADOOP_HOME/etc/hadoop}.
     *
     * @param environment the process's environment
     * @throws BadUsageException if none of them is set
     */
    public static Path configurationFolder(Map<String, String> environment) throws BadUsageException {
        for (String variable : new String[] {"HADOOP_CONF_DIR", "YARN_CONF_DIR"}) {
            String folder = environment.getOrDefault(variable, "");
            if (!folder.isBlank()) {
                return Path.of(folder);
            }
        }
        String home = environment.getOrDefault("HADOOP_HOME", "");
        if (!home.isBlank()) {
            return Path.of(home, "etc", "hadoop");
        }
        throw new BadUsageException(
                "No Hadoop configuration: set HADOOP_CONF_DIR or give --hadoop-conf a folder with core-site.xml and"
                        + " yarn-site.xml, or try without a cluster with --target embedded",
                null);
    }
}
