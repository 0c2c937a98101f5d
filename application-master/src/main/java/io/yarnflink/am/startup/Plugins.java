package io.yarnflink.am.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.ConfigConstants;
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

    /** Lets file systems come from plug-ins in the working folder of a container. */
    public static void load(Path workingFolder, Configuration configuration) {
        load(Files.isDirectory(workingFolder.resolve(FOLDER)), configuration);
    }

    /** Lets file systems come from plug-ins in the folder that the environment names, as Flink's variable does. */
    public static void loadNamed(Map<String, String> environment, Configuration configuration) {
        load(environment.containsKey(ConfigConstants.ENV_FLINK_PLUGINS_DIR), configuration);
    }

    /** Without any, none of that machinery is touched. */
    private static void load(boolean any, Configuration configuration) {
        @Nullable PluginManager plugins = any ? PluginUtils.createPluginManagerFromRootFolder(configuration) : null;
        FileSystem.initialize(configuration, plugins);
    }
}
