package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.service.Service.STATE;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A NameNode, a DataNode, a ResourceManager and NodeManagers in this JVM, on loopback; containers are processes of
 * their own. Files on HDFS survive {@link #close} and are there again after the next start in the same folder;
 * applications are not.
 *
 * <p>Started and closed by one thread. On JDK 17 the JVM needs {@link EmbeddedJvm#OPENS}.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final int NODES_TIMEOUT_MILLIS = 60_000;
    /** Hadoop's mini cluster puts the nodes' folders under what this system property names. */
    private static final String NODES_FOLDER_PROPERTY = "test.build.data";

    private final EmbeddedOptions options;
    private final EmbeddedFolder folder;
    private final MiniDFSCluster hdfs;
    private final MiniYARNCluster yarn;
    private final Configuration configuration;

    /** Those that took the place of one of the mini cluster's own, which stops only its own. */
    private final List<NodeManager> restarted = new ArrayList<>();

    private EmbeddedCluster(
            EmbeddedOptions options, MiniDFSCluster hdfs, MiniYARNCluster yarn, Configuration configuration) {
        this.options = options;
        this.folder = new EmbeddedFolder(options.folder());
        this.hdfs = hdfs;
        this.yarn = yarn;
        this.configuration = configuration;
    }

    /** Starts a cluster and returns when its nodes have registered. */
    public static EmbeddedCluster start(EmbeddedOptions options) throws IOException {
        return start(options, phase -> LOG.info("{}", phase.description()));
    }

    /**
     * Starts a cluster and returns when its nodes have registered.
     *
     * @param progress is told of every phase as it begins
     * @throws IOException if a server does not come up; what had started is stopped again
     */
    public static EmbeddedCluster start(EmbeddedOptions options, Consumer<EmbeddedPhase> progress) throws IOException {
        EmbeddedFolder folder = new EmbeddedFolder(options.folder());
        folder.create();
        progress.accept(EmbeddedPhase.STARTING_HDFS);
        MiniDFSCluster hdfs = startHdfs(options, folder);
        try {
            progress.accept(EmbeddedPhase.STARTING_YARN);
            MiniYARNCluster yarn = startYarn(options, folder, hdfs.getURI().toString());
            progress.accept(EmbeddedPhase.WAITING_FOR_NODES);
            awaitNodes(yarn);
            Configuration configuration = writeConfiguration(options, folder, hdfs, yarn);
            progress.accept(EmbeddedPhase.READY);
            return new EmbeddedCluster(options, hdfs, yarn, configuration);
        } catch (IOException | RuntimeException e) {
            hdfs.shutdown(false);
            throw e;
        }
    }

    private static MiniDFSCluster startHdfs(EmbeddedOptions options, EmbeddedFolder folder) throws IOException {
        boolean first = !Files.isDirectory(folder.hdfs().resolve("name-0-1"));
        MiniDFSCluster hdfs = new MiniDFSCluster.Builder(ClusterSettings.hdfsServers(options))
                .numDataNodes(1)
                .storagesPerDatanode(1)
                .format(first)
                .build();
        hdfs.waitActive();
        try (FileSystem files = FileSystem.newInstance(hdfs.getURI(), hdfs.getConfiguration(0))) {
            String user = UserGroupInformation.getCurrentUser().getShortUserName();
            FsPermission open = new FsPermission((short) 01777);
            org.apache.hadoop.fs.Path shared = new org.apache.hadoop.fs.Path("/tmp");
            files.mkdirs(shared);
            files.setPermission(shared, open);
            files.mkdirs(new org.apache.hadoop.fs.Path("/user/" + user));
            // Applications do not outlive the cluster.
            files.delete(new org.apache.hadoop.fs.Path(StandbyManagers.STATE), true);
        } catch (IOException | RuntimeException e) {
            hdfs.shutdown(false);
            throw e;
        }
        return hdfs;
    }

    private static MiniYARNCluster startYarn(EmbeddedOptions options, EmbeddedFolder folder, String fileSystem)
            throws IOException {
        MiniYARNCluster yarn = construct(options, folder);
        try {
            yarn.init(ClusterSettings.yarnServers(options, fileSystem));
            yarn.start();
            return yarn;
        } catch (RuntimeException e) {
            yarn.stop();
            throw new IOException("YARN did not start: " + e.getMessage(), e);
        }
    }

    /** The mini cluster reads where its folders go from a system property, while it is constructed. */
    private static synchronized MiniYARNCluster construct(EmbeddedOptions options, EmbeddedFolder folder) {
        String before = System.getProperty(NODES_FOLDER_PROPERTY);
        System.setProperty(NODES_FOLDER_PROPERTY, folder.yarn().toString());
        try {
            int resourceManagers = StandbyManagers.wanted(options) ? StandbyManagers.COUNT : 1;
            return new MiniYARNCluster("nodes", resourceManagers, options.nodeManagers(), 1, 1);
        } finally {
            if (before == null) {
                System.clearProperty(NODES_FOLDER_PROPERTY);
            } else {
                System.setProperty(NODES_FOLDER_PROPERTY, before);
            }
        }
    }

    private static void awaitNodes(MiniYARNCluster yarn) throws IOException {
        try {
            if (yarn.waitForNodeManagersToConnect(NODES_TIMEOUT_MILLIS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (org.apache.hadoop.yarn.exceptions.YarnException e) {
            yarn.stop();
            throw new IOException("YARN has no active ResourceManager", e);
        }
        yarn.stop();
        throw new IOException("Expected all NodeManagers to register within " + NODES_TIMEOUT_MILLIS / 1000
                + " s, but not all did: see the cluster's log");
    }

    private static Configuration writeConfiguration(
            EmbeddedOptions options, EmbeddedFolder folder, MiniDFSCluster hdfs, MiniYARNCluster yarn)
            throws IOException {
        String http = hdfs.getNameNode(0).getHttpAddress().getHostString() + ":"
                + hdfs.getNameNode(0).getHttpAddress().getPort();
        Path conf = folder.configuration();
        Configuration core = ClusterSettings.coreSite(hdfs.getURI().toString());
        Configuration hdfsSite = ClusterSettings.hdfsSite(http);
        Configuration yarnSite = ClusterSettings.yarnSite(yarn.getConfig(), options);
        write(core, conf.resolve("core-site.xml"));
        write(hdfsSite, conf.resolve("hdfs-site.xml"));
        write(yarnSite, conf.resolve("yarn-site.xml"));
        Configuration all = new Configuration();
        for (Configuration site : new Configuration[] {core, hdfsSite, yarnSite}) {
            site.forEach(entry -> all.set(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static void write(Configuration site, Path target) throws IOException {
        Path aside = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(aside)) {
            site.writeXml(out);
        }
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a client needs to reach this cluster; the same as the files in {@link #configurationFolder} say. */
    public Configuration configuration() {
        return new Configuration(configuration);
    }

    /** The folder to point {@code HADOOP_CONF_DIR} at. */
    public Path configurationFolder() {
        return folder.configuration();
    }

    /** Where the cluster keeps its things. */
    public EmbeddedFolder folder() {
        return folder;
    }

    /** HDFS, for tests that look inside or break it. */
    public MiniDFSCluster hdfs() {
        return hdfs;
    }

    /** YARN, for tests that look inside or break it. */
    public MiniYARNCluster yarn() {
        return yarn;
    }

    /**
     * Stops a NodeManager, and with it the containers on its node, and starts it again under the same address. Returns
     * when the new one has registered.
     *
     * @param node the node's id, as in {@code localhost:34567}
     * @throws IOException if there is no such node
     */
    public void restartNodeManager(String node) throws IOException {
        NodeManager old = nodeManagers()
                .filter(candidate -> idOf(candidate).equals(node))
                .findFirst()
                .orElseThrow(() -> new IOException("Expected the id of a node, one of "
                        + nodeManagers().map(EmbeddedCluster::idOf).toList() + ", found " + node));
        Configuration same = new YarnConfiguration(old.getConfig());
        // Under another address it would be another node to the ResourceManager, which would wait long for this one.
        same.set(YarnConfiguration.NM_ADDRESS, node);
        old.stop();
        NodeManager fresh = new NodeManager();
        fresh.init(same);
        fresh.start();
        restarted.remove(old);
        restarted.add(fresh);
    }

    /** Those that run. */
    private Stream<NodeManager> nodeManagers() {
        Stream<NodeManager> own = IntStream.range(0, options.nodeManagers()).mapToObj(yarn::getNodeManager);
        return Stream.concat(own, restarted.stream()).filter(nodeManager -> nodeManager.isInState(STATE.STARTED));
    }

    private static String idOf(NodeManager nodeManager) {
        return nodeManager.getNMContext().getNodeId().toString();
    }

    /** Kills what still runs, stops the servers, and leaves no container process behind. */
    @Override
    public void close() {
        RunningApplications.killAll(configuration);
        try {
            restarted.forEach(NodeManager::stop);
            yarn.stop();
        } finally {
            hdfs.shutdown(false);
            killContainers();
        }
    }

    /**
     * Does what {@link #close} does, but leaves the servers of YARN to the JVM's halt, which must follow: each NodeManager
     * that has run something takes 17 s to stop, and has nothing to lose.
     */
    void closeBeforeHalt() {
        RunningApplications.killAll(configuration);
        try {
            hdfs.shutdown(false);
        } finally {
            killContainers();
        }
    }

    private void killContainers() {
        int killed = ContainerProcesses.under(folder.yarn()).kill();
        if (killed > 0) {
            LOG.warn("{} container processes outlived their application and were killed", killed);
        }
    }
}
