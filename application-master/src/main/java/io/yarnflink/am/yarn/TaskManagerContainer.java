package io.yarnflink.am.yarn;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;

/**
 * What every TaskManager's container gets.
 *
 * @param megabytes memory of the container
 * @param vcores virtual cores of the container, at least 1
 * @param environment variables for the process, none of them secret
 * @param nodeLabel which nodes may be used; empty for those of the application
 * @param command the line that starts the process
 * @param access who may see the container's logs and who may end the application, as YARN writes it
 */
public record TaskManagerContainer(
        int megabytes,
        int vcores,
        Map<String, String> environment,
        Optional<String> nodeLabel,
        String command,
        Map<ApplicationAccessType, String> access) {

    /** Environment variable of a TaskManager: host and port of the JobManager, separated by a colon. */
    public static final String JOB_MANAGER = "YARNFLINK_JOBMANAGER";

    public TaskManagerContainer {
        environment = Map.copyOf(environment);
        access = Map.copyOf(access);
    }
}
