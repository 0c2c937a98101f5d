package io.yarnflink.am.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.jspecify.annotations.Nullable;

/** Flink's plug-ins that were shipped: one folder of JARs each, with a class loader of its own. */
public final class Plugins {

    /** Where Flink looks for them in a process's working folder. */
    private static final String FOLDER = "plugins";

    private Plugins() {}

    /** Lets file systems come from plug-ins; without any, none of that machinery is touched. */
    public static void load(Path workingFolder, Configuration configuration) {
        @Nullable
        PluginManager plugins = Files.isDirectory(workingFolder.resolve(FOLDER))
                ? PluginUtils.createPluginManagerFromRootFolder(configuration)
                : null;
        FileSystem.initialize(configuration, plugins);
    }
}
