package io.yarnflink.am;

import io.yarnflink.am.startup.ContainerCredentials;
import io.yarnflink.am.startup.ContainerEnvironment;
import io.yarnflink.am.startup.ContainerProcess;
import io.yarnflink.am.startup.Plugins;
import io.yarnflink.am.startup.SiteConfiguration;
import io.yarnflink.am.yarn.TaskManagerContainer;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.program.UserClassPath;
import io.yarnflink.runtime.taskmanager.TaskManager;
import io.yarnflink.runtime.taskmanager.TaskManagerEnd;
import io.yarnflink.runtime.taskmanager.TaskManagerOptions;
import io.yarnflink.state.log.HdfsLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TaskManager in a container. It ends with its application: when it is told to, or when it loses its JobManager
 * and no other comes. Its exit codes are those of {@link TaskManagerEnd}.
 */
public final class TaskManagerMain {

    private static final Logger LOG = LoggerFactory.getLogger(TaskManagerMain.class);

    private TaskManagerMain() {}

    /** Started by the container's command, without arguments: all it must know is in its environment and credentials. */
    public static void main(String[] arguments) {
        int exitCode = TaskManagerEnd.FAILED;
        try {
            TaskManagerEnd end = run(new ContainerEnvironment(System.getenv()));
            exitCode = end.exitCode();
        } catch (Throwable e) {
            LOG.error("The TaskManager could not start", e);
        }
        ContainerProcess.exit(exitCode);
    }

    private static TaskManagerEnd run(ContainerEnvironment container) throws IOException {
        ContainerProcess.begin("TaskManager", container);
        ContainerCredentials credentials = ContainerCredentials.read(container.credentialsFile());
        ApplicationDescriptor application = credentials.descriptor();
        SiteConfiguration.write(
                container.workingFolder().resolve(ContainerCommand.SITE_CONFIGURATION_FOLDER),
                application.siteConfiguration());
        Configuration configuration = Configuration.fromMap(application.configuration());
        keepCopiesForSuccessors(configuration, container);
        Plugins.load(container.workingFolder(), configuration);
        ProcessMetrics metrics = ProcessMetrics.open(configuration);
        TaskManagerOptions options = new TaskManagerOptions(
                new WorkerId(container.containerId()),
                LogLookup.address(container.required(TaskManagerContainer.JOB_MANAGER)),
                credentials.identity(),
                configuration,
                InetAddress.getByName(container.host()),
                container.makeTemporaryFolders(),
                UserClassPath.of(container.workingFolder().resolve(application.jobJar()), configuration),
                metrics,
                application.logFolder().map(folder -> new LogLookup(HdfsLog.at(folder))));
        try (TaskManager taskManager = TaskManager.start(options)) {
            return taskManager.termination().join();
        } finally {
            metrics.close();
        }
    }

    /** Local copies of state outlive the container, so that the next one on this node finds them. */
    private static void keepCopiesForSuccessors(Configuration configuration, ContainerEnvironment container)
            throws IOException {
        if (!configuration.contains(CheckpointingOptions.LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS)) {
            configuration.set(
                    CheckpointingOptions.LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS,
                    container.makeSharedFolders("local-state").stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(",")));
        }
    }
}
