package io.yarnflink.am;

import io.yarnflink.am.startup.ContainerCredentials;
import io.yarnflink.am.yarn.ContainerOptions;
import io.yarnflink.am.yarn.TaskManagerContainer;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.application.ContainerVariables;
import io.yarnflink.runtime.memory.ProcessMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;

/**
 * What all TaskManagers of an application are given. Their configuration, which may hold secrets, travels in
 * credentials, with the sizes of their memory decided.
 */
final class TaskManagerContainers {

    private static final Map<ApplicationAccessType, String> ACCESS_KEYS = Map.of(
            ApplicationAccessType.VIEW_APP, "yarn.view.acls",
            ApplicationAccessType.MODIFY_APP, "yarn.modify.acls");

    private final ContainerCredentials master;
    private final ContainerOptions options;
    private final ProcessMemory memory;
    private final String classPath;
    private final Optional<String> user;
    private final Optional<String> logFolder;

    /**
     * @param master what the ApplicationMaster itself was given
     * @param classPath of every container, in one line
     * @param user on whose behalf storage is used; empty where tokens say it
     * @param logFolder where TaskManagers find another ApplicationMaster; empty if none will come
     */
    TaskManagerContainers(
            ContainerCredentials master,
            ContainerOptions options,
            ProcessMemory memory,
            String classPath,
            Optional<String> user,
            Optional<String> logFolder) {
        this.master = master;
        this.options = options;
        this.memory = memory;
        this.classPath = classPath;
        this.user = user;
        this.logFolder = logFolder;
    }

    /** The class path of every container: what the runtime archive says, and what was shipped besides. */
    static String classPath(Path workingFolder, ApplicationDescriptor application) throws IOException {
        String runtime = Files.readString(workingFolder.resolve(ContainerCommand.CLASS_PATH_FILE))
                .strip();
        return ContainerCommand.classPath(runtime, application.files(), application.configuration());
    }

    /** A container for a TaskManager of the JobManager at {@code address}. */
    TaskManagerContainer at(InetSocketAddress address) {
        Map<String, String> configuration = master.descriptor().configuration();
        Map<String, String> environment = ContainerVariables.of(configuration, "taskmanager", user);
        environment.put(TaskManagerContainer.JOB_MANAGER, address.getHostString() + ":" + address.getPort());
        String command = ContainerCommand.taskManager(
                        ContainerCommand.javaHome(configuration, "taskmanager"),
                        jvmFlags(configuration),
                        classPath,
                        ContainerCommand.loggingFile(master.descriptor().files()))
                .line();
        return new TaskManagerContainer(
                memory.containerMebibytes(),
                options.vcores(),
                environment,
                options.nodeLabel(),
                command,
                access(configuration));
    }

    /** NodeManagers guard a container's logs by what the container itself was started with. */
    private static Map<ApplicationAccessType, String> access(Map<String, String> configuration) {
        Map<ApplicationAccessType, String> access = new EnumMap<>(ApplicationAccessType.class);
        ACCESS_KEYS.forEach((type, key) -> {
            String list = configuration.getOrDefault(key, "");
            if (!list.isBlank()) {
                access.put(type, list);
            }
        });
        return access;
    }

    private List<String> jvmFlags(Map<String, String> configuration) {
        List<String> flags = new ArrayList<>(memory.jvmFlags());
        Stream.of(
                        "env.java.default-opts.all",
                        "env.java.default-opts.taskmanager",
                        "env.java.opts.all",
                        "env.java.opts.taskmanager")
                .map(key -> configuration.getOrDefault(key, "").strip())
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Stream.of(value.split("\\s+")))
                .forEach(flags::add);
        return flags;
    }

    /** The ApplicationMaster's credentials with the TaskManagers' configuration in the place of its own. */
    Credentials credentials() {
        ApplicationDescriptor own = master.descriptor();
        Map<String, String> configuration = new HashMap<>(own.configuration());
        configuration.putAll(memory.resolved());
        ApplicationDescriptor theirs = new ApplicationDescriptor(
                own.name(),
                own.entryClass(),
                List.of(),
                own.jobJar(),
                configuration,
                own.siteConfiguration(),
                List.of(),
                own.applicationFile(),
                logFolder);
        Credentials credentials = new Credentials(master.all());
        credentials.addSecretKey(new Text(ApplicationDescriptor.CREDENTIAL), theirs.encode());
        return credentials;
    }
}
