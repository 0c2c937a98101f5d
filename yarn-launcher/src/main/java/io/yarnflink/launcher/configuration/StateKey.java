package io.yarnflink.launcher.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key of Flink's with the names that it had before, which Flink reads too.
 *
 * @param names the present one first
 */
public record StateKey(List<String> names) {

    public static final StateKey CHECKPOINTS =
            of("execution.checkpointing.dir", "state.checkpoints.dir", "state.backend.fs.checkpointdir");
    public static final StateKey SAVEPOINTS =
            of("execution.checkpointing.savepoint-dir", "state.savepoints.dir", "savepoints.state.backend.fs.dir");
    public static final StateKey RESTORE_FROM = of("execution.state-recovery.path", "execution.savepoint.path");

    public static final StateKey RETENTION = of("execution.checkpointing.externalized-checkpoint-retention");

    public StateKey {
        names = List.copyOf(names);
    }

    static StateKey of(String... names) {
        return new StateKey(List.of(names));
    }

    /** The name that it has now. */
    public String key() {
        return names.get(0);
    }

    /** What a configuration says, the present name before the former ones; blank counts as nothing. */
    public Optional<String> in(Map<String, String> configuration) {
        return names.stream()
                .map(name -> configuration.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
