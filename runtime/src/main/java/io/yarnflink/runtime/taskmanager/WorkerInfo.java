package io.yarnflink.runtime.taskmanager;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.UnmodifiableConfiguration;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;

/**
 * What tasks may know of the TaskManager.
 *
 * @param configuration without secrets of the application, not to be changed
 * @param address where others reach this host
 * @param temporaryDirectories existing folders, at least one
 */
record WorkerInfo(UnmodifiableConfiguration configuration, String address, List<Path> temporaryDirectories)
        implements TaskManagerRuntimeInfo {

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public String[] getTmpDirectories() {
        return temporaryDirectories.stream().map(Path::toString).toArray(String[]::new);
    }

    @Override
    public boolean shouldExitJvmOnOutOfMemoryError() {
        return configuration.get(TaskManagerOptions.KILL_ON_OUT_OF_MEMORY);
    }

    @Override
    public String getTaskManagerExternalAddress() {
        return address;
    }

    @Override
    public String getTaskManagerBindAddress() {
        return address;
    }

    @Override
    public File getTmpWorkingDirectory() {
        return temporaryDirectories.get(0).toFile();
    }
}
