package io.yarnflink.launcher.local;

import io.yarnflink.launcher.configuration.StateKey;
import io.yarnflink.launcher.history.ResumeWish;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a local application's checkpoints and savepoints go, and what it starts from. A path without a file system is a
 * place on this machine, relative to the folder that the command runs in.
 *
 * @param configuration the effective configuration with these places filled in
 * @param notices what the user should know
 * @param problems each in a sentence
 */
record LocalState(Map<String, String> configuration, List<String> notices, List<String> problems) {

    private static final String INTERVAL = "execution.checkpointing.interval";
    private static final String RETAIN_AFTER_FAILURE = "DELETE_ON_CANCELLATION";
    private static final String DEFAULT_SCHEME = "fs.default-scheme";
    private static final String METADATA = "_metadata";

    static LocalState find(Map<String, String> configuration, LocalFolder places, Path here) {
        Map<String, String> filled = new TreeMap<>(configuration);
        boolean decided = !configuration.getOrDefault(DEFAULT_SCHEME, "").isBlank();
        fill(filled, StateKey.CHECKPOINTS, places.checkpoints(), decided, here);
        fill(filled, StateKey.SAVEPOINTS, places.savepoints(), decided, here);
        if (StateKey.RETENTION.in(filled).isEmpty()) {
            filled.put(StateKey.RETENTION.key(), RETAIN_AFTER_FAILURE);
        }
        List<String> problems = new ArrayList<>();
        ResumeWish resume = ResumeWish.of(configuration);
        if (resume.latest()) {
            problems.add("--resume latest looks for what applications of the same name have left on the cluster; with"
                    + " --target local, name the checkpoint or savepoint with -s PATH");
        }
        Optional<String> start = StateKey.RESTORE_FROM.in(filled).or(resume::path);
        if (start.isPresent()) {
            String from = decided ? start.get() : qualified(start.get(), here);
            filled.put(StateKey.RESTORE_FROM.key(), from);
            problems.addAll(startProblems(from));
        }
        filled.remove(ResumeWish.KEY);
        List<String> notices = configuration.getOrDefault(INTERVAL, "").isBlank()
                ? List.of()
                : List.of("Checkpoints go to " + filled.get(StateKey.CHECKPOINTS.key()));
        return new LocalState(filled, notices, problems);
    }

    private static void fill(Map<String, String> filled, StateKey key, Path otherwise, boolean decided, Path here) {
        String said = key.in(filled).orElse(otherwise.toString());
        filled.put(key.key(), decided && key.in(filled).isPresent() ? said : qualified(said, here));
    }

    private static String qualified(String path, Path here) {
        return hasScheme(path) ? path : here.resolve(path).normalize().toUri().toString();
    }

    private static boolean hasScheme(String path) {
        int colon = path.indexOf(':');
        return colon > 0 && (path.indexOf('/') < 0 || colon < path.indexOf('/'));
    }

    /** Other file systems are not asked. */
    private static List<String> startProblems(String from) {
        if (!from.startsWith("file:")) {
            return List.of();
        }
        Path path = Path.of(URI.create(from).getPath());
        boolean found =
                path.endsWith(METADATA) ? Files.isRegularFile(path) : Files.isRegularFile(path.resolve(METADATA));
        return found
                ? List.of()
                : List.of("Expected a savepoint or a retained checkpoint at " + path + ", found "
                        + (Files.exists(path) ? "something else" : "nothing there") + ": name the folder that holds the"
                        + " file " + METADATA);
    }
}
