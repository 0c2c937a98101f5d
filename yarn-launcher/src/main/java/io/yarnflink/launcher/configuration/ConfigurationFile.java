package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.YamlParserUtils;
import org.jspecify.annotations.Nullable;

/** Reads a {@code config.yaml} in Flink's format: nested and dotted keys mean the same. */
final class ConfigurationFile {

    private ConfigurationFile() {}

    /** Flat keys to values; empty if the file is missing or empty. */
    static Map<String, String> read(Path file) throws BadUsageException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> flat = new TreeMap<>();
        try {
            if (saysAnything(file)) {
                flatten("", YamlParserUtils.loadYamlFile(file.toFile()), flat);
            }
        } catch (Exception e) {
            throw new BadUsageException("Expected a YAML map of Flink's keys in " + file + ": " + e.getMessage(), e);
        }
        return flat;
    }

    /** Comments alone, as in a new installation, are not worth loading a parser for. */
    private static boolean saysAnything(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
        }
    }

    private static void flatten(String prefix, @Nullable Map<?, ?> nested, Map<String, String> flat) {
        if (nested == null) {
            return;
        }
        for (Map.Entry<?, ?> entry : nested.entrySet()) {
            String key = prefix + entry.getKey();
            Object value = entry.getValue();
            if (value instanceof Map<?, ?> deeper) {
                flatten(key + ".", deeper, flat);
            } else if (value instanceof List<?> list) {
                flat.put(key, YamlParserUtils.toYAMLString(list));
            } else if (value != null) {
                flat.put(key, value.toString());
            }
        }
    }
}
