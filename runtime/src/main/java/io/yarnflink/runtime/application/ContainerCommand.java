package io.yarnflink.runtime.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line that starts one of an application's processes in a container. The client builds the
 * ApplicationMaster's, the ApplicationMaster those of TaskManagers; both are the same but for what this record holds.
 *
 * <p>It relies on this layout of the working folder: {@value #RUNTIME_LINK} is the unpacked runtime archive, the file
 * {@value #CLASS_PATH_FILE} in it has the class path in one line, and {@value #SITE_CONFIGURATION_FOLDER} is an empty
 * folder that only the owner may read, into which the process writes the settings of storage and resource manager.
 *
 * <p>The resource manager puts the line between double quotes in a shell script, and replaces <code>&lt;LOG_DIR&gt;</code>
 * and <code>{{NAME}}</code> in it first. Everything that comes from outside is therefore quoted twice: a flag
 * reaches the JVM as it was written.
 *
 * @param mainClass the class whose {@code main} is run
 * @param logName name without ending of the process's log files: {@code jobmanager} or {@code taskmanager}
 * @param javaHome where the JDK lies on the node; empty for the node's own {@code JAVA_HOME}
 * @param jvmFlags flags of the JVM, one argument each; they come after those that every container has, so they win
 * @param classPath relative paths, separated by colons, see {@link #classPath(String, List, Map)}
 * @param loggingFile the logging configuration, relative to the working folder, see {@link #loggingFile}
 */
public record ContainerCommand(
        String mainClass,
        String logName,
        Optional<String> javaHome,
        List<String> jvmFlags,
        String classPath,
        String loggingFile) {

    private static final List<String> LOOKING_AT_CLASSES =
            List.of("-javaagent:", "-agentlib:", "-agentpath:", "-XX:StartFlightRecording", "-XX:+FlightRecorder");

    /** Under which name the runtime archive is unpacked in the working folder. */
    public static final String RUNTIME_LINK = "runtime";

    /** Folder in the working folder for the settings of storage and resource manager. */
    public static final String SITE_CONFIGURATION_FOLDER = "hadoop-conf";

    /** The file that holds the class path of every container, in one line. */
    public static final String CLASS_PATH_FILE = RUNTIME_LINK + "/lib/classpath";

    /** Folder in the working folder for JARs that belong on the class path of this application's containers. */
    public static final String LIBRARY_FOLDER = "libraries";

    /** Under which name the job JAR is in the working folder. */
    public static final String JOB_JAR_LINK = "job.jar";

    /** Key under which the client says what of the files that it ships is on the class path, in one line. */
    public static final String SHIPPED_CLASS_PATH_KEY = "yarnflink.internal.shipped-class-path";

    /** Name, without its ending, of a logging configuration of the user's own in the working folder. */
    public static final String OWN_LOGGING_LINK = "own-log4j2";

    /** The class-data-sharing archive that belongs to the runtime archive. */
    public static final String SHARED_CLASSES_FILE = RUNTIME_LINK + "/yarn-flink.jsa";

    /** The logging configuration of every container, unless the user ships another. */
    public static final String LOGGING_FILE = RUNTIME_LINK + "/conf/log4j2.properties";

    /** System property with the folder for log files. */
    public static final String LOG_DIRECTORY_PROPERTY = "yarnflink.log.dir";

    /** System property with the name, without ending, of the log file. */
    public static final String LOG_NAME_PROPERTY = "yarnflink.log.name";

    private static final String LOG_DIRECTORY = "<LOG_DIR>";

    /** NodeManagers put the end of files named so into what they say of a container that failed. */
    private static final String STANDARD_ERROR_ENDING = ".stderr";

    /** What Flink's closure cleaner, type extraction and Kryo reach into by reflection. */
    private static final List<String> OPENED_PACKAGES = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    public ContainerCommand {
        jvmFlags = List.copyOf(jvmFlags);
        if (classPath.isBlank() || classPath.contains("\n")) {
            throw new IllegalArgumentException("Expected a class path in one line, found: '" + classPath + "'");
        }
    }

    /** The command of an application's ApplicationMaster; parameters as of the record. */
    public static ContainerCommand applicationMaster(
            Optional<String> javaHome, List<String> jvmFlags, String classPath, String loggingFile) {
        return new ContainerCommand(
                "io.yarnflink.am.ApplicationMasterMain", "jobmanager", javaHome, jvmFlags, classPath, loggingFile);
    }

    /** The command of one of an application's TaskManagers; parameters as of the record. */
    public static ContainerCommand taskManager(
            Optional<String> javaHome, List<String> jvmFlags, String classPath, String loggingFile) {
        return new ContainerCommand(
                "io.yarnflink.am.TaskManagerMain", "taskmanager", javaHome, jvmFlags, classPath, loggingFile);
    }

    /**
     * The class path of an application's containers: the runtime's first, as class data sharing wants it, then the JARs
     * that were shipped into {@value #LIBRARY_FOLDER}, then what the user ships.
     *
     * @param runtime the line in {@value #CLASS_PATH_FILE}
     * @param files what containers get
     * @param configuration flat keys, {@value #SHIPPED_CLASS_PATH_KEY} among them if the user ships classes
     */
    public static String classPath(String runtime, List<ShippedFile> files, Map<String, String> configuration) {
        Stream<String> libraries =
                files.stream().map(ShippedFile::link).filter(link -> link.startsWith(LIBRARY_FOLDER + "/"));
        return Stream.of(Stream.of(runtime), libraries, Stream.ofNullable(configuration.get(SHIPPED_CLASS_PATH_KEY)))
                .flatMap(part -> part)
                .collect(Collectors.joining(":"));
    }

    /** The logging configuration of containers that get these files: the user's own, else the runtime's. */
    public static String loggingFile(List<ShippedFile> files) {
        return files.stream()
                .map(ShippedFile::link)
                .filter(link -> link.startsWith(OWN_LOGGING_LINK + "."))
                .findFirst()
                .orElse(LOGGING_FILE);
    }

    /**
     * Where the configuration says that the JDK lies on the nodes: {@code containerized.<process>.env.JAVA_HOME}, else
     * {@code env.java.home}.
     *
     * @param configuration Flink's flat keys
     * @param process {@code master} or {@code taskmanager}
     */
    public static Optional<String> javaHome(Map<String, String> configuration, String process) {
        String ofProcess = configuration.get("containerized." + process + ".env.JAVA_HOME");
        return Optional.ofNullable(ofProcess != null ? ofProcess : configuration.get("env.java.home"))
                .filter(home -> !home.isBlank());
    }

    /** The line to be run by the container's shell. */
    public String line() {
        String java = javaHome.map(home -> quote(home + "/bin/java")).orElse("\\\"{{JAVA_HOME}}/bin/java\\\"");
        return "mkdir -p " + SITE_CONFIGURATION_FOLDER + " && chmod 700 " + SITE_CONFIGURATION_FOLDER
                + " && exec " + java
                + sharing(SHARED_CLASSES_FILE, jvmFlags).stream()
                        .map(flag -> " " + flag)
                        .collect(Collectors.joining())
                // Mapped where it was made for, an archive stays shared and clean; moved, every page becomes private.
                + " -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
                + " " + String.join(" ", opens())
                + " -Dlog4j2.configurationFile=" + loggingFile
                + " -D" + LOG_DIRECTORY_PROPERTY + "=" + LOG_DIRECTORY
                + " -D" + LOG_NAME_PROPERTY + "=" + logName
                + jvmFlags.stream().map(flag -> " " + quote(flag)).collect(Collectors.joining())
                + " -cp " + quote(classPath + ":" + SITE_CONFIGURATION_FOLDER)
                + " " + mainClass
                + " 1>" + LOG_DIRECTORY + "/" + logName + ".out"
                + " 2>" + LOG_DIRECTORY + "/" + logName + STANDARD_ERROR_ENDING;
    }

    /**
     * The flags by which a JVM shares the classes in {@code archive}. None if its other flags start a recording or an agent: JDK 17
     * crashes when classes of an archive are loaded while somebody may still change them.
     */
    public static List<String> sharing(String archive, List<String> jvmFlags) {
        return jvmFlags.stream().anyMatch(flag -> LOOKING_AT_CLASSES.stream().anyMatch(flag::startsWith))
                ? List.of()
                : List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
    }

    /** The flags that every JVM with Flink's classes needs, one argument each. */
    public static List<String> opens() {
        return OPENED_PACKAGES.stream()
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .toList();
    }

    /** Protects an argument from the shell that runs the line, and from the double quotes around the line. */
    private static String quote(String argument) {
        String once = argument.chars().allMatch(ContainerCommand::isPlain)
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
        return once.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("`", "\\`");
    }

    private static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || "-_=+.,:/@%".indexOf(character) >= 0;
    }
}
