package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** Reads typed values from flat keys, and collects everything that is wrong with them. Used by one thread. */
final class KeyReader {

    private final Map<String, String> configuration;
    private final List<String> problems = new ArrayList<>();

    KeyReader(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(configuration.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** An access list; a space at its beginning says something, so nothing is stripped. */
    Optional<AccessList> accessList(String key) {
        String value = configuration.getOrDefault(key, "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AccessList.parse(value));
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    int number(String key, int otherwise, int least) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the same words as a number that is too small.
        }
        problems.add("Expected a whole number of at least " + least + " for " + key + ", found '" + value.get() + "'");
        return otherwise;
    }

    Duration duration(String key, Duration otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return TimeUtils.parseDuration(value.get());
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add("Expected a duration such as '20 s' or '7 d' for " + key + ", found '" + value.get() + "'");
            return otherwise;
        }
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().equalsIgnoreCase("true") && !value.get().equalsIgnoreCase("false")) {
            problems.add("Expected true or false for " + key + ", found '" + value.get() + "'");
        }
        return Boolean.parseBoolean(value.get());
    }

    /** A list as Flink writes it: separated by semicolons, or by commas, or in YAML's brackets. */
    List<String> list(String key) {
        String value = text(key, "");
        if (value.startsWith("[") && value.endsWith("]")) {
            value = value.substring(1, value.length() - 1);
        }
        List<String> items = new ArrayList<>();
        for (String item : value.split("[,;]", -1)) {
            String bare = item.strip();
            if (bare.length() > 1
                    && (bare.startsWith("'") || bare.startsWith("\""))
                    && bare.endsWith(bare.substring(0, 1))) {
                bare = bare.substring(1, bare.length() - 1);
            }
            if (!bare.isEmpty()) {
                items.add(bare);
            }
        }
        return items;
    }

    void throwProblems() throws BadUsageException {
        if (!problems.isEmpty()) {
            throw new BadUsageException(problems);
        }
    }
}
