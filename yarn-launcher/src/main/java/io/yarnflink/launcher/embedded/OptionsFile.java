package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/** Carries the options from who starts a cluster to the cluster's process; settings need not show on a command line. */
final class OptionsFile {

    private static final String SETTING = "setting.";
    private static final String OWNER = "owner";

    private OptionsFile() {}

    static void write(EmbeddedOptions options, Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("memory", Integer.toString(options.memoryMegabytes()));
        properties.setProperty("vcores", Integer.toString(options.vcores()));
        properties.setProperty("nodeManagers", Integer.toString(options.nodeManagers()));
        options.owner().ifPresent(pid -> properties.setProperty(OWNER, Long.toString(pid)));
        options.settings().forEach((key, value) -> properties.setProperty(SETTING + key, value));
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    /** Reads what {@link #write} wrote into a folder. */
    static EmbeddedOptions read(EmbeddedFolder folder) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(folder.options())) {
            properties.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), properties.getProperty(name));
            }
        }
        String owner = properties.getProperty(OWNER);
        return new EmbeddedOptions(
                folder.root(),
                Integer.parseInt(properties.getProperty("memory")),
                Integer.parseInt(properties.getProperty("vcores")),
                Integer.parseInt(properties.getProperty("nodeManagers")),
                settings,
                owner == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(owner)));
    }
}
