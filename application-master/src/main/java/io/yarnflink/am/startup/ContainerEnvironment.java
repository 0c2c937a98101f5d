package io.yarnflink.am.startup;

import io.yarnflink.runtime.application.ContainerVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What YARN tells a process about its container, in environment variables. */
public final class ContainerEnvironment {

    private static final Pattern CONTAINER_ID =
            Pattern.compile("container_(?:e\\d+_)?(?<application>\\d+_\\d+)_(?<attempt>\\d+)_\\d+");

    private final Map<String, String> variables;

    /** @param variables the process's environment */
    public ContainerEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public String containerId() {
        return required("CONTAINER_ID");
    }

    /** Name of this host, as its NodeManager calls itself. */
    public String host() {
        return required("NM_HOST");
    }

    /** The file with the container's credentials. */
    public Path credentialsFile() {
        return Path.of(required("HADOOP_TOKEN_FILE_LOCATION"));
    }

    /** The working folder. */
    public Path workingFolder() {
        return Path.of(required("PWD"));
    }

    /** On whose behalf the container runs. */
    public String user() {
        return required("USER");
    }

    /** Who storage is used as where there is no Kerberos: what the client said, else who the container runs for. */
    public String storageUser() {
        String said = variables.get("HADOOP_USER_NAME");
        return said == null ? user() : said;
    }

    /** Number of the ApplicationMaster's attempt, from 1; part of every container's id. */
    public int attempt() {
        return Integer.parseInt(parsedId().group("attempt"));
    }

    /** YARN's id of the application, part of every container's id. */
    public String applicationId() {
        return "application_" + parsedId().group("application");
    }

    /** How often YARN may start the ApplicationMaster. */
    public int attempts() {
        return Integer.parseInt(variables.getOrDefault(ContainerVariables.ATTEMPTS, "1"));
    }

    /** Whether YARN may start another ApplicationMaster should this one die. */
    public boolean mayHaveHeir() {
        return attempts() > 1;
    }

    private Matcher parsedId() {
        Matcher id = CONTAINER_ID.matcher(containerId());
        if (!id.matches()) {
            throw new IllegalStateException("Expected a container's id in CONTAINER_ID, found '" + containerId() + "'");
        }
        return id;
    }

    /**
     * A folder for temporary files on each of the node's disks. They lie in the container's own folders, which the
     * NodeManager removes when the container ends, whichever way it ends.
     */
    public List<Path> temporaryFolders() {
        return localFolders()
                .map(folder -> folder.resolve(containerId()).resolve("tmp"))
                .toList();
    }

    /** Makes {@link #temporaryFolders} for this process alone. */
    public List<Path> makeTemporaryFolders() throws IOException {
        return makeForOwner(temporaryFolders());
    }

    /**
     * Makes a folder on each of the node's disks that all of the application's containers there share, whether they run at the same time
     * or one after the other. The NodeManager removes it when the application ends.
     */
    public List<Path> makeSharedFolders(String name) throws IOException {
        return makeForOwner(localFolders().map(folder -> folder.resolve(name)).toList());
    }

    private static List<Path> makeForOwner(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return folders;
    }

    private Stream<Path> localFolders() {
        return Arrays.stream(required("LOCAL_DIRS").split(","))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    /**
     * The variable's value.
     *
     * @throws IllegalStateException if it is not set
     */
    public String required(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Expected the environment variable " + name
                    + ", found none: this process is started by YARN, in a container");
        }
        return value;
    }
}
