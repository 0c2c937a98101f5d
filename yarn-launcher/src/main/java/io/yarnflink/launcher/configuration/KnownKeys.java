package io.yarnflink.launcher.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration keys that something reads, as the build has found them in Flink's JARs and in our own.
 *
 * @param kinds each key's kind of value
 */
record KnownKeys(Map<String, ValueKind> kinds) {

    private static final String FILE = "lib/known-keys.tsv";

    /** What comes after these is the user's to name. */
    private static final List<String> FREE_PREFIXES = List.of(
            "containerized.master.env.",
            "containerized.taskmanager.env.",
            "env.java.",
            "external-resource.",
            "flink.hadoop.",
            "flink.yarn.",
            "fs.",
            "metrics.reporter.",
            "metrics.scope.",
            "pipeline.global-job-parameters",
            "pipeline.default-kryo-serializers",
            "s3.",
            "s3a.",
            "security.",
            "sql-client.",
            "state.backend.rocksdb.",
            "table.",
            "yarn.",
            "yarnflink.internal.");

    KnownKeys {
        kinds = Map.copyOf(kinds);
    }

    /** Those of an installation; empty if it has no list, so that nothing can be said. */
    static Optional<KnownKeys> of(Path distribution) {
        Map<String, ValueKind> kinds = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(distribution.resolve(FILE))) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    kinds.put(line.substring(0, tab), ValueKind.parse(line.substring(tab + 1)));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new KnownKeys(kinds));
    }

    boolean isKnown(String key) {
        return kinds.containsKey(key) || FREE_PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** The known key that somebody who wrote this one may have meant. */
    Optional<String> near(String key) {
        return Spelling.near(key, kinds.keySet());
    }
}
