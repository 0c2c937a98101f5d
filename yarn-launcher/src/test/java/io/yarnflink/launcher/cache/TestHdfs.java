package io.yarnflink.launcher.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A NameNode and a DataNode in the test's JVM. */
public final class TestHdfs implements AutoCloseable {

    private final MiniDFSCluster cluster;

    private TestHdfs(MiniDFSCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts one that keeps its files in a folder. */
    public static TestHdfs start(Path folder) throws IOException {
        Configuration configuration = new HdfsConfiguration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        configuration.setInt("dfs.replication", 1);
        MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        return new TestHdfs(cluster);
    }

    /** A client of its own. */
    public FileSystem newClient() throws IOException {
        return FileSystem.newInstance(cluster.getURI(), cluster.getConfiguration(0));
    }

    @Override
    public void close() {
        cluster.shutdown();
    }
}
