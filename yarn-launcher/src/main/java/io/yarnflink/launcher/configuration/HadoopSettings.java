package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's client configuration as a folder of {@code *-site.xml} files has it.
 *
 * @param folder where it was read
 * @param configuration with what keeps a client's waiting short put over it
 * @param site the user's settings alone, for the application's processes
 * @param classLoader finds the folder's files before any others, for those parts of Hadoop that read them on their own
 */
public record HadoopSettings(
        Path folder, YarnConfiguration configuration, Map<String, String> site, ClassLoader classLoader) {

    /**
     * Reads a folder.
     *
     * @param connectTimeout how long one attempt to reach a server may take
     * @param overrides effective configuration: {@code flink.hadoop.*} and {@code flink.yarn.*} win over the files
     * @throws BadUsageException if the folder is none or lacks {@code core-site.xml} or {@code yarn-site.xml}
     */
    public static HadoopSettings read(Path folder, Duration connectTimeout, Map<String, String> overrides)
            throws BadUsageException {
        List<String> problems = new ArrayList<>();
        for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
            if (!Files.isReadable(folder.resolve(file))) {
                problems.add("Expected a readable " + file + " in " + folder.toAbsolutePath()
                        + ", found none: set HADOOP_CONF_DIR or --hadoop-conf to the cluster's client configuration");
            }
        }
        if (!problems.isEmpty()) {
            throw new BadUsageException(problems);
        }
        HdfsConfiguration.init();
        YarnConfiguration configuration = new YarnConfiguration();
        ClassLoader loader = loader(folder);
        configuration.setClassLoader(loader);
        try {
            override(configuration, overrides);
            Map<String, String> site = SiteConfiguration.of(configuration);
            limitWaiting(configuration, connectTimeout);
            return new HadoopSettings(folder, configuration, site, loader);
        } catch (RuntimeException e) {
            throw new BadUsageException(
                    "Expected Hadoop's XML configuration in " + folder.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** The resource manager's address, or its logical names where there are several. */
    public String resourceManager() {
        if (HAUtil.isHAEnabled(configuration)) {
            return String.join(", ", HAUtil.getRMHAIds(configuration)) + " of "
                    + configuration.get(YarnConfiguration.RM_CLUSTER_ID, "the cluster");
        }
        return configuration.get(YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS);
    }

    /** The key that says so. */
    public String resourceManagerKey() {
        return HAUtil.isHAEnabled(configuration) ? YarnConfiguration.RM_HA_IDS : YarnConfiguration.RM_ADDRESS;
    }

    /** What tells this cluster from others that use the same file system. */
    public String clusterName() {
        String id = configuration.get(YarnConfiguration.RM_CLUSTER_ID, "");
        return id.isBlank()
                ? configuration.get(YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS)
                : id;
    }

    /** As Flink has it: {@code flink.hadoop.x} sets {@code x}, {@code flink.yarn.x} sets {@code yarn.x}. */
    private static void override(Configuration configuration, Map<String, String> overrides) {
        overrides.forEach((key, value) -> {
            if (key.startsWith("flink.hadoop.")) {
                configuration.set(key.substring("flink.hadoop.".length()), value);
            } else if (key.startsWith("flink.yarn.")) {
                configuration.set(key.substring("flink.".length()), value);
            }
        });
    }

    private static void limitWaiting(Configuration configuration, Duration connectTimeout) {
        long millis = connectTimeout.toMillis();
        configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, millis);
        configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, Math.min(500, millis));
        configuration.setLong("ipc.client.connect.timeout", millis);
        configuration.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
        // What is done when this process is interrupted still needs the file system.
        configuration.setBoolean("fs.automatic.close", false);
    }

    private static ClassLoader loader(Path folder) throws BadUsageException {
        try {
            URL[] urls = {folder.toAbsolutePath().toUri().toURL()};
            return new FolderFirst(urls, HadoopSettings.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new BadUsageException("Expected a folder's path, found " + folder, e);
        }
    }

    /** Finds files in the folder before those of the class path. */
    private static final class FolderFirst extends URLClassLoader {

        FolderFirst(URL[] urls, ClassLoader parent) {
            super(urls, parent);
        }

        @Override
        public @Nullable URL getResource(String name) {
            URL own = findResource(name);
            return own != null ? own : super.getResource(name);
        }
    }
}
