package io.yarnflink.launcher.submission;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key of Flink's with the names that it had before, which Flink reads too.
 *
 * @param names the present one first
 */
record StateKey(List<String> names) {

    static final StateKey CHECKPOINTS =
            of("execution.checkpointing.dir", "state.checkpoints.dir", "state.backend.fs.checkpointdir");
    static final StateKey SAVEPOINTS =
            of("execution.checkpointing.savepoint-dir", "state.savepoints.dir", "savepoints.state.backend.fs.dir");
    static final StateKey RESTORE_FROM = of("execution.state-recovery.path", "execution.savepoint.path");

    static final StateKey RETENTION = of("execution.checkpointing.externalized-checkpoint-retention");

    StateKey {
        names = List.copyOf(names);
    }

    private static StateKey of(String... names) {
        return new StateKey(List.of(names));
    }

    /** The name that it has now. */
    String key() {
        return names.get(0);
    }

    /** What a configuration says, the present name before the former ones; blank counts as nothing. */
    Optional<String> in(Map<String, String> configuration) {
        return names.stream()
                .map(name -> configuration.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
