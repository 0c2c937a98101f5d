package io.yarnflink.launcher.cluster;

import io.yarnflink.launcher.ApplicationControl;
import io.yarnflink.launcher.ApplicationLauncher;
import io.yarnflink.launcher.ApplicationWatcher;
import io.yarnflink.launcher.Applications;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.CheckpointHistory;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.control.YarnApplicationControl;
import io.yarnflink.launcher.history.YarnCheckpointHistory;
import io.yarnflink.launcher.inventory.YarnApplications;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.submission.YarnApplicationLauncher;
import io.yarnflink.launcher.sweep.BackgroundSweep;
import io.yarnflink.launcher.watching.YarnApplicationWatcher;
import io.yarnflink.runtime.time.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A cluster that Hadoop's configuration files name. */
public final class HadoopCluster implements ClusterAccess {

    /** A sweep that takes longer than this is left to the next client. */
    private static final Duration SWEEP_PATIENCE = Duration.ofSeconds(1);

    private final ClusterConnection connection;
    private final BackgroundSweep sweep;

    private HadoopCluster(ClusterConnection connection) {
        this.connection = connection;
        this.sweep = new BackgroundSweep(connection);
    }

    /**
     * Reads Hadoop's configuration and begins to connect; does not wait for an answer.
     *
     * @param hadoopConfiguration folder with {@code core-site.xml} and {@code yarn-site.xml}, see {@link #configurationFolder}
     * @param configuration effective configuration, for the keys {@code yarnflink.*}
     * @throws BadUsageException if the folder or what must be in it is missing
     */
    public static ClusterAccess open(Path hadoopConfiguration, Map<String, String> configuration)
            throws BadUsageException {
        return new HadoopCluster(ClusterConnection.open(hadoopConfiguration, configuration, Clock.system()));
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

    @Override
    public ApplicationLauncher launcher() {
        return new YarnApplicationLauncher(connection, sweep::start);
    }

    @Override
    public ApplicationWatcher watcher() {
        return new YarnApplicationWatcher(connection);
    }

    @Override
    public Applications applications() {
        return new YarnApplications(connection);
    }

    @Override
    public ApplicationControl control() {
        return new YarnApplicationControl(connection);
    }

    @Override
    public CheckpointHistory history() {
        return new YarnCheckpointHistory(connection);
    }

    @Override
    public String describe() {
        return connection.resourceManagerService() + ", " + connection.fileSystemService();
    }

    @Override
    public void close() {
        try {
            sweep.finish(SWEEP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
