package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The effective configuration: the installation's {@code config.yaml} with the user's keys over it. */
public final class ClientConfiguration {

    private ClientConfiguration() {}

    /**
     * Reads {@code config.yaml} in Flink's format and puts {@code overrides} over it.
     *
     * @param folder the folder that holds {@code config.yaml}; a missing file counts as an empty one
     * @param overrides flat keys to values; they win
     * @return flat keys to values, unmodifiable
     * @throws BadUsageException if the file cannot be read or is no YAML map
     */
    public static Map<String, String> load(Path folder, Map<String, String> overrides) throws BadUsageException {
        Map<String, String> effective = new TreeMap<>(ConfigurationFile.read(folder.resolve("config.yaml")));
        effective.putAll(overrides);
        return Map.copyOf(effective);
    }
}
