package io.yarnflink.launcher.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** State backends that a configuration asks for and that are not offered. What a program chooses is looked at later. */
final class StateBackends {

    private static final StateKey BACKEND = StateKey.of("state.backend.type", "state.backend");
    private static final StateKey CHANGELOG = StateKey.of("state.changelog.enabled", "state.backend.changelog.enabled");

    private static final Set<String> FORST = Set.of("forst", "org.apache.flink.state.forst.forststatebackendfactory");

    /** With checkpoints in memory or in files, when that was one choice. */
    private static final Set<String> OF_FLINK_1 = Set.of(
            "jobmanager",
            "filesystem",
            "org.apache.flink.runtime.state.memory.memorystatebackendfactory",
            "org.apache.flink.runtime.state.filesystem.fsstatebackendfactory");

    private StateBackends() {}

    /** Each in a sentence. */
    static List<String> problems(Map<String, String> configuration) {
        List<String> problems = new ArrayList<>();
        BACKEND.in(configuration).ifPresent(backend -> {
            String name = backend.toLowerCase(Locale.ROOT);
            if (FORST.contains(name)) {
                problems.add("The state backend ForSt (" + BACKEND.key() + ": " + backend + ") is not offered: set "
                        + BACKEND.key() + ": rocksdb, or hashmap");
            } else if (OF_FLINK_1.contains(name)) {
                problems.add(
                        "The state backend '" + backend + "' (" + BACKEND.key() + ") went with Flink 2.0: set hashmap");
            }
        });
        CHANGELOG
                .in(configuration)
                .filter(Boolean::parseBoolean)
                .ifPresent(enabled -> problems.add("The changelog state backend (" + CHANGELOG.key()
                        + ": true) is not offered: set " + CHANGELOG.key() + ": false"));
        return problems;
    }
}
