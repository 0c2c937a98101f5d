package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where an embedded cluster keeps things.
 *
 * @param root absolute
 */
public record EmbeddedFolder(Path root) {

    public EmbeddedFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder of whoever names none: {@code yarn-flink/embedded} under {@code XDG_STATE_HOME} if that is set, else
     * {@code .yarn-flink/embedded} under the home folder.
     */
    public static EmbeddedFolder ofUser(Map<String, String> environment, String home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return new EmbeddedFolder(
                state.isEmpty() ? Path.of(home, ".yarn-flink", "embedded") : Path.of(state, "yarn-flink", "embedded"));
    }

    /** The configuration folder for clients: {@code core-site.xml}, {@code hdfs-site.xml}, {@code yarn-site.xml}. */
    public Path configuration() {
        return root.resolve("conf");
    }

    /** What the cluster's own process logs. */
    public Path log() {
        return root.resolve("logs").resolve("cluster.log");
    }

    /** Below it, container logs by application and container. */
    public Path yarn() {
        return root.resolve("yarn");
    }

    Path hdfs() {
        return root.resolve("hdfs");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path output() {
        return root.resolve("logs").resolve("cluster.out");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path options() {
        return root.resolve("options.properties");
    }

    Path state() {
        return root.resolve("state.properties");
    }

    /** Its existence asks the cluster to stop. */
    Path stopRequest() {
        return root.resolve("stop-requested");
    }

    /** Its content names a NodeManager to restart; it goes when that has happened. */
    Path restartRequest() {
        return root.resolve("restart-requested");
    }

    /** Removes what the nodes of an earlier run left: local caches and container logs. HDFS stays. */
    void forgetNodes() throws IOException {
        if (!Files.isDirectory(yarn())) {
            return;
        }
        List<Path> found;
        try (Stream<Path> tree = Files.walk(yarn())) {
            found = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }

    /** Creates the folders; the root is the owner's alone. */
    void create() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        for (Path path : new Path[] {configuration(), root.resolve("logs"), yarn(), hdfs(), temporary()}) {
            Files.createDirectories(path);
        }
    }
}
