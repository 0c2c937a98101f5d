package io.yarnflink.launcher.embedded;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Two ResourceManagers instead of one, if the settings ask for that. The first is active when the cluster is up; later
 * an administrator says which one is, as with {@code yarn rmadmin -transitionToActive rm2}. What they know of
 * applications they hand over on HDFS.
 */
final class StandbyManagers {

    /** How many there are. */
    static final int COUNT = 2;

    /** Where they keep what they know. */
    static final String STATE = "/yarn-state";

    private static final String IDS = "rm1,rm2";
    private static final int RETRY_MILLIS = 500;

    private StandbyManagers() {}

    /** Whether there are to be two. */
    static boolean wanted(EmbeddedOptions options) {
        return Boolean.parseBoolean(options.settings().get(YarnConfiguration.RM_HA_ENABLED));
    }

    /** What the servers have to know. */
    static void configure(Configuration conf, String fileSystem) {
        conf.setBoolean(YarnConfiguration.RM_HA_ENABLED, true);
        conf.set(YarnConfiguration.RM_HA_IDS, IDS);
        conf.setBoolean(YarnConfiguration.AUTO_FAILOVER_ENABLED, false);
        conf.setBoolean(YarnConfiguration.RECOVERY_ENABLED, true);
        conf.set(
                YarnConfiguration.RM_STORE,
                "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
        conf.set(YarnConfiguration.FS_RM_STATE_STORE_URI, fileSystem + STATE);
        conf.set(YarnConfiguration.RM_CONFIGURATION_PROVIDER_CLASS, FirstConfiguration.class.getName());
        // Else the mini cluster's nodes hold on to the first one's objects.
        conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_USE_RPC, true);
        conf.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, RETRY_MILLIS);
    }

    /** The keys of each of them. */
    static List<String> inEach(Configuration conf, List<String> keys) {
        List<String> all = new ArrayList<>();
        for (String id : HAUtil.getRMHAIds(conf)) {
            keys.forEach(key -> all.add(HAUtil.addSuffix(key, id)));
        }
        return all;
    }

    /** The keys that clients have to know, with the addresses of each. */
    static List<String> forClients(Configuration conf, List<String> addresses) {
        List<String> all = new ArrayList<>(inEach(conf, addresses));
        all.add(YarnConfiguration.RM_HA_ENABLED);
        all.add(YarnConfiguration.RM_HA_IDS);
        all.add(YarnConfiguration.AUTO_FAILOVER_ENABLED);
        return all;
    }
}
