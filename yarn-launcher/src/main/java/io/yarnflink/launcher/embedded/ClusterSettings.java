package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.hdfs.DFSConfigKeys;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.HAUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The settings of an embedded cluster: those of its servers, and what of them clients get to see. */
final class ClusterSettings {

    /** A NodeManager reports at this interval, so that a container starts soon after it was asked for. */
    private static final int HEARTBEAT_MILLIS = 100;

    private static final int MEMORY_CHECK_MILLIS = 1_000;
    private static final int SMALLEST_CONTAINER_MEGABYTES = 128;
    private static final int CONTAINER_LOGS_SECONDS = 7 * 24 * 3600;
    private static final int FULL_DISK_PERCENT = 100;
    private static final int SERVER_THREADS = 4;

    /** Says to clients after a restart, when addresses are others, that these are the same file system's applications. */
    private static final String CLUSTER = "embedded";

    private static final List<String> ADDRESSES = List.of(
            YarnConfiguration.RM_ADDRESS,
            YarnConfiguration.RM_SCHEDULER_ADDRESS,
            YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
            YarnConfiguration.RM_ADMIN_ADDRESS,
            YarnConfiguration.RM_WEBAPP_ADDRESS);

    private static final List<String> FOR_YARN_CLIENTS = List.of(
            YarnConfiguration.RM_CLUSTER_ID,
            YarnConfiguration.RM_AM_MAX_ATTEMPTS,
            YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB,
            YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB,
            YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_VCORES,
            YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS,
            YarnConfiguration.LOG_AGGREGATION_ENABLED,
            YarnConfiguration.NM_REMOTE_APP_LOG_DIR,
            YarnConfiguration.NM_VMEM_CHECK_ENABLED,
            YarnConfiguration.NM_PMEM_CHECK_ENABLED);

    private ClusterSettings() {}

    static Configuration hdfsServers(EmbeddedOptions options) {
        EmbeddedFolder folder = new EmbeddedFolder(options.folder());
        Configuration conf = base(folder);
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.hdfs().toString());
        conf.setInt(DFSConfigKeys.DFS_REPLICATION_KEY, 1);
        conf.setBoolean(DFSConfigKeys.DFS_PERMISSIONS_ENABLED_KEY, true);
        conf.setInt(DFSConfigKeys.DFS_NAMENODE_HANDLER_COUNT_KEY, SERVER_THREADS);
        conf.setInt(DFSConfigKeys.DFS_DATANODE_HANDLER_COUNT_KEY, SERVER_THREADS);
        // A file system that a laptop's owner may lose needs no fsync per edit.
        conf.setBoolean(DFSConfigKeys.DFS_NAMENODE_EDITS_NOEDITLOGCHANNELFLUSH, true);
        options.settings().forEach(conf::set);
        return conf;
    }

    static Configuration yarnServers(EmbeddedOptions options, String fileSystem) throws IOException {
        EmbeddedFolder folder = new EmbeddedFolder(options.folder());
        Configuration conf = new YarnConfiguration(base(folder));
        int memory = options.memoryMegabytesPerNode();
        int vcores = options.vcoresPerNode();
        conf.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, fileSystem);
        conf.setInt(DFSConfigKeys.DFS_REPLICATION_KEY, 1);
        conf.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, memory);
        conf.setInt(YarnConfiguration.NM_PMEM_MB, memory);
        conf.setInt(YarnConfiguration.NM_VCORES, vcores);
        conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, SMALLEST_CONTAINER_MEGABYTES);
        conf.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB, memory);
        conf.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_VCORES, vcores);
        scheduler(conf);
        conf.set(YarnConfiguration.RM_CLUSTER_ID, CLUSTER);
        if (StandbyManagers.wanted(options)) {
            StandbyManagers.configure(conf, fileSystem);
        }
        addresses(conf);
        conf.setInt(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, HEARTBEAT_MILLIS);
        // Real processes with their memory watched, as on a real node; the virtual size of a JVM says nothing.
        conf.set(
                YarnConfiguration.NM_CONTAINER_EXECUTOR,
                "org.apache.hadoop.yarn.server.nodemanager.DefaultContainerExecutor");
        conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_CONTROL_RESOURCE_MONITORING, true);
        conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, true);
        // Else the NodeManager leaves it to control groups, which it does not set up here.
        conf.setBoolean(YarnConfiguration.NM_MEMORY_RESOURCE_ENFORCED, false);
        conf.setInt(YarnConfiguration.NM_CONTAINER_MON_INTERVAL_MS, MEMORY_CHECK_MILLIS);
        conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
        // Developers' disks are often nearly full; the nodes shall stay healthy.
        conf.setInt(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, FULL_DISK_PERCENT);
        conf.setInt(YarnConfiguration.RM_CLIENT_THREAD_COUNT, SERVER_THREADS);
        conf.setInt(YarnConfiguration.RM_SCHEDULER_CLIENT_THREAD_COUNT, SERVER_THREADS);
        conf.setInt(YarnConfiguration.NM_CONTAINER_MGR_THREAD_COUNT, SERVER_THREADS);
        // Container logs stay where they are written, as plain files.
        conf.setBoolean(YarnConfiguration.LOG_AGGREGATION_ENABLED, false);
        conf.setLong(YarnConfiguration.NM_LOG_RETAIN_SECONDS, CONTAINER_LOGS_SECONDS);
        // Else a user's clusters would share their nodes' labels, if they have any.
        conf.set(
                YarnConfiguration.FS_NODE_LABELS_STORE_ROOT_DIR,
                folder.yarn().resolve("node-labels").toUri().toString());
        options.settings().forEach(conf::set);
        return conf;
    }

    /**
     * Ports that are free now. The mini cluster would let each server choose its own, but the ResourceManager tells
     * applications' web addresses from its settings before it has chosen.
     */
    private static void addresses(Configuration conf) throws IOException {
        List<String> keys = HAUtil.isHAEnabled(conf) ? StandbyManagers.inEach(conf, ADDRESSES) : ADDRESSES;
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String key : keys) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                conf.set(key, "localhost:" + socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, true);
    }

    private static void scheduler(Configuration conf) {
        conf.set(
                YarnConfiguration.RM_SCHEDULER,
                "org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler");
        conf.set("yarn.scheduler.capacity.root.queues", "default");
        conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
        conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.8");
        conf.set("yarn.scheduler.capacity.node-locality-delay", "0");
    }

    private static Configuration base(EmbeddedFolder folder) {
        Configuration conf = new Configuration();
        conf.set("hadoop.tmp.dir", folder.temporary().toString());
        return conf;
    }

    /** What {@code core-site.xml} says to clients. */
    static Configuration coreSite(String fileSystem) {
        Configuration site = new Configuration(false);
        site.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, fileSystem);
        site.set(CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHENTICATION, "simple");
        return site;
    }

    /** What {@code hdfs-site.xml} says to clients. */
    static Configuration hdfsSite(String httpAddress) {
        Configuration site = new Configuration(false);
        site.setInt(DFSConfigKeys.DFS_REPLICATION_KEY, 1);
        site.setBoolean(DFSConfigKeys.DFS_PERMISSIONS_ENABLED_KEY, true);
        site.set(DFSConfigKeys.DFS_NAMENODE_HTTP_ADDRESS_KEY, httpAddress);
        return site;
    }

    /** Where the web pages of the ResourceManager are, or of the first of several. */
    static String webAddress(Configuration client) {
        List<String> keys = List.of(YarnConfiguration.RM_WEBAPP_ADDRESS);
        String first = (HAUtil.isHAEnabled(client) ? StandbyManagers.inEach(client, keys) : keys).get(0);
        return client.get(first, "");
    }

    /** What {@code yarn-site.xml} says to clients; the servers' settings carry the real addresses once they are up. */
    static Configuration yarnSite(Configuration servers, EmbeddedOptions options) {
        Configuration site = new Configuration(false);
        List<String> keys = new ArrayList<>(FOR_YARN_CLIENTS);
        keys.addAll(HAUtil.isHAEnabled(servers) ? StandbyManagers.forClients(servers, ADDRESSES) : ADDRESSES);
        for (String key : keys) {
            String value = servers.get(key);
            if (value != null) {
                site.set(key, value);
            }
        }
        site.set(YarnConfiguration.RM_HOSTNAME, "localhost");
        options.settings().forEach(site::set);
        return site;
    }
}
