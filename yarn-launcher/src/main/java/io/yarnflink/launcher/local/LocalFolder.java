package io.yarnflink.launcher.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where applications on this machine keep things. It is the owner's alone.
 *
 * @param root absolute
 */
record LocalFolder(Path root) {

    private static final String OWNER = "rwx------";

    LocalFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The user's: {@code yarn-flink/local} under {@code XDG_STATE_HOME} if that is set, else {@code .yarn-flink/local} under
     * the home folder.
     */
    static LocalFolder ofUser(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return new LocalFolder(
                state.isEmpty() ? home.resolve(".yarn-flink/local") : Path.of(state, "yarn-flink", "local"));
    }

    /** Where the runtime of one release is unpacked. */
    Path runtime(String release) {
        return root.resolve("runtime-" + release);
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    /** A new folder for what goes with one process. */
    Path run() throws IOException {
        return Files.createTempDirectory(make(root.resolve("run")), "run-");
    }

    /** A new folder for what one process logs. */
    Path log() throws IOException {
        return Files.createTempDirectory(make(root.resolve("logs")), "log-");
    }

    Path make(Path folder) throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(OWNER));
        return Files.createDirectories(folder);
    }

    /** Deletes a folder and what is in it; what vanishes meanwhile is gone too. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> tree = Files.walk(folder)) {
            found = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.deleteIfExists(path);
        }
    }
}
