package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.cache.FolderAccess;
import io.yarnflink.launcher.configuration.StateKey;
import io.yarnflink.launcher.history.ResumeWish;
import io.yarnflink.launcher.remote.ClusterConnection.Storage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where an application's checkpoints and savepoints go, and what it starts from.
 *
 * @param configuration the effective configuration with these places filled in, each with its file system
 * @param notices what the user should know
 * @param problems each in a sentence
 */
record StateLocations(Map<String, String> configuration, List<String> notices, List<String> problems) {

    private static final String INTERVAL = "execution.checkpointing.interval";
    private static final String RETAIN_AFTER_FAILURE = "DELETE_ON_CANCELLATION";
    private static final String DEFAULT_SCHEME = "fs.default-scheme";

    /**
     * Fills in what the configuration leaves open, makes the folders for it, which are this user's alone, and looks at
     * what the application is to start from.
     */
    static StateLocations find(Storage storage, Map<String, String> configuration) throws IOException {
        Map<String, String> filled = new TreeMap<>(configuration);
        fill(filled, StateKey.CHECKPOINTS, storage, storage.layout().checkpoints());
        fill(filled, StateKey.SAVEPOINTS, storage, storage.layout().savepoints());
        if (StateKey.RETENTION.in(filled).isEmpty()) {
            // Who wants to go on after a failure finds that out when it has failed.
            filled.put(StateKey.RETENTION.key(), RETAIN_AFTER_FAILURE);
        }
        List<String> notices = configuration.getOrDefault(INTERVAL, "").isBlank()
                ? List.of()
                : List.of("Checkpoints go to " + filled.get(StateKey.CHECKPOINTS.key()));
        Optional<String> start = StateKey.RESTORE_FROM.in(filled);
        ResumeWish resume = ResumeWish.of(configuration);
        if (start.isPresent() && (resume.latest() || resume.path().isPresent())) {
            return new StateLocations(
                    filled,
                    notices,
                    List.of("Expected one thing to start from, found " + start.get() + " ("
                            + StateKey.RESTORE_FROM.key() + ", -s) and " + configuration.get(ResumeWish.KEY) + " ("
                            + ResumeWish.KEY + ", --resume): leave one of them out"));
        }
        if (start.or(resume::path).isEmpty()) {
            return new StateLocations(filled, notices, List.of());
        }
        String from = qualified(start.or(resume::path).orElseThrow(), storage.fileSystem(), filled);
        filled.put(StateKey.RESTORE_FROM.key(), from);
        return new StateLocations(filled, notices, RestorePath.problems(new Path(from), storage.fileSystem()));
    }

    private static void fill(Map<String, String> configuration, StateKey key, Storage storage, Path otherwise)
            throws IOException {
        Optional<String> said = key.in(configuration);
        if (said.isEmpty()) {
            new FolderAccess(storage.fileSystem()).makeFolder(otherwise, FolderAccess.OWNER_FOLDER);
        }
        configuration.put(key.key(), qualified(said.orElse(otherwise.toString()), storage.fileSystem(), configuration));
    }

    /**
     * With its file system. Flink would take a path without one for a place on the local disk of whichever node a
     * process happens to be on, where nobody finds it again.
     */
    static String qualified(String path, FileSystem fileSystem, Map<String, String> configuration) {
        boolean decided = !configuration.getOrDefault(DEFAULT_SCHEME, "").isBlank();
        Path bare = new Path(path);
        if (decided || bare.toUri().getScheme() != null) {
            return path;
        }
        URI usual = FileSystem.getDefaultUri(fileSystem.getConf());
        return bare.makeQualified(usual, fileSystem.getWorkingDirectory()).toString();
    }
}
