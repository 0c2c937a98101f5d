package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.yarn.ResourceManager;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.application.ContainerVariables;
import io.yarnflink.runtime.application.ShippedFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.util.Records;

/**
 * What YARN is told of an application and of its first container. Pure: it only builds YARN's records.
 *
 * @param id YARN's
 * @param name for people
 * @param queue empty for YARN's default
 * @param yarn what else YARN is asked for
 * @param process the ApplicationMaster's size and flags
 * @param classPath relative to the container's working folder
 * @param environment of the ApplicationMaster; never a secret
 */
record MasterContainer(
        AppId id,
        String name,
        Optional<String> queue,
        YarnOptions yarn,
        MasterProcess process,
        String classPath,
        Map<String, String> environment) {

    /** Builds the request; {@code credentials} are the only place for secrets. */
    ApplicationSubmissionContext context(List<ShippedFile> files, ByteBuffer credentials) {
        ApplicationSubmissionContext context = Records.newRecord(ApplicationSubmissionContext.class);
        context.setApplicationId(ApplicationId.fromString(id.value()));
        context.setApplicationName(name);
        context.setApplicationType(ResourceManager.APPLICATION_TYPE);
        queue.ifPresent(context::setQueue);
        if (yarn.priority() >= 0) {
            context.setPriority(Priority.newInstance(yarn.priority()));
        }
        if (!yarn.tags().isEmpty()) {
            context.setApplicationTags(new HashSet<>(yarn.tags()));
        }
        context.setMaxAppAttempts(yarn.attempts());
        context.setKeepContainersAcrossApplicationAttempts(yarn.attempts() > 1);
        context.setAttemptFailuresValidityInterval(yarn.attemptValidity().toMillis());
        context.setCancelTokensWhenComplete(true);
        context.setResource(Resource.newInstance(process.memoryMib(), process.vcores()));
        yarn.nodeLabel().ifPresent(context::setNodeLabelExpression);
        logAggregation().ifPresent(context::setLogAggregationContext);
        context.setAMContainerSpec(container(files, credentials));
        return context;
    }

    private ContainerLaunchContext container(List<ShippedFile> files, ByteBuffer credentials) {
        String command = ContainerCommand.applicationMaster(
                        process.javaHome(), process.jvmFlags(), classPath, ContainerCommand.loggingFile(files))
                .line();
        Map<ApplicationAccessType, String> acls = new HashMap<>();
        yarn.viewAcls().ifPresent(acl -> acls.put(ApplicationAccessType.VIEW_APP, acl.text()));
        yarn.modifyAcls().ifPresent(acl -> acls.put(ApplicationAccessType.MODIFY_APP, acl.text()));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(ContainerVariables.ATTEMPTS, Integer.toString(yarn.attempts()));
        return ContainerLaunchContext.newInstance(
                resources(files), variables, List.of(command), null, credentials, acls);
    }

    private static Map<String, LocalResource> resources(List<ShippedFile> files) {
        Map<String, LocalResource> resources = new HashMap<>();
        for (ShippedFile file : files) {
            resources.put(
                    file.link(),
                    LocalResource.newInstance(
                            URL.fromURI(file.location()),
                            file.archive() ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                            file.shared() ? LocalResourceVisibility.PUBLIC : LocalResourceVisibility.PRIVATE,
                            file.size(),
                            file.modificationTime()));
        }
        return resources;
    }

    private Optional<LogAggregationContext> logAggregation() {
        if (yarn.rolledLogs().isEmpty() && yarn.unrolledLogs().isEmpty()) {
            return Optional.empty();
        }
        LogAggregationContext context = Records.newRecord(LogAggregationContext.class);
        yarn.rolledLogs().ifPresent(context::setRolledLogsIncludePattern);
        yarn.unrolledLogs().ifPresent(context::setRolledLogsExcludePattern);
        return Optional.of(context);
    }
}
