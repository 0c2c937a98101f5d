package io.yarnflink.launcher.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A NameNode and a DataNode in the tests' JVM, which all its classes share; to be registered. */
public final class TestHdfs implements BeforeAllCallback {

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(TestHdfs.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
    }

    /** A client of its own. */
    public FileSystem newClient() throws IOException {
        if (running == null) {
            throw new IllegalStateException("Expected HDFS to be registered as a static extension of the test");
        }
        MiniDFSCluster cluster = running.cluster;
        return FileSystem.newInstance(cluster.getURI(), cluster.getConfiguration(0));
    }

    /** Stops when the last test has ended. */
    private record Running(MiniDFSCluster cluster, Path folder) implements AutoCloseable {

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("yarn-flink-hdfs");
                Configuration configuration = new HdfsConfiguration();
                configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
                configuration.setInt("dfs.replication", 1);
                MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration)
                        .numDataNodes(1)
                        .build();
                cluster.waitActive();
                return new Running(cluster, folder);
            } catch (IOException e) {
                throw new UncheckedIOException("Expected an HDFS to start", e);
            }
        }

        @Override
        public void close() {
            cluster.shutdown();
            FileUtil.fullyDelete(folder.toFile());
        }
    }
}
