package io.yarnflink.launcher.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be said of a configuration before anything is submitted with it.
 *
 * @param warnings keys that nobody reads, with what may have been meant; what is ignored
 * @param problems values that cannot be meant, keys that ask for what does not exist here
 */
public record ConfigurationReview(List<String> warnings, List<String> problems) {

    public ConfigurationReview {
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at every key.
     *
     * @param distribution root folder of this installation, which has a list of all keys
     */
    public static ConfigurationReview of(Map<String, String> configuration, Path distribution) {
        List<String> warnings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Optional<KnownKeys> known = KnownKeys.of(distribution);
        for (Map.Entry<String, String> entry : new TreeMap<>(configuration).entrySet()) {
            Optional<YarnKey> yarn = YarnKey.find(entry.getKey());
            if (yarn.isPresent()) {
                yarn.get().warning(entry.getValue()).ifPresent(warnings::add);
                yarn.get().problem(entry.getValue()).ifPresent(problems::add);
            } else if (entry.getKey().startsWith(YarnKey.PREFIX)) {
                warnings.add(unknown(entry.getKey(), YarnKey.near(entry.getKey())));
            } else if (known.isPresent() && !known.get().isKnown(entry.getKey())) {
                warnings.add(unknown(entry.getKey(), known.get().near(entry.getKey())));
            } else {
                known.map(keys -> keys.kinds().get(entry.getKey()))
                        .filter(kind -> !entry.getValue().isBlank())
                        .flatMap(kind -> kind.problem(entry.getValue()))
                        .ifPresent(expected -> problems.add("Expected " + expected + " for " + entry.getKey()
                                + ", found '" + entry.getValue() + "'"));
            }
        }
        problems.addAll(StateBackends.problems(configuration));
        return new ConfigurationReview(warnings, problems);
    }

    private static String unknown(String key, Optional<String> near) {
        return "Nothing reads the configuration key " + key
                + near.map(meant -> ". Did you mean " + meant + "?").orElse("");
    }
}
