package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the processes in containers are started. */
final class ProcessOptions implements KeyOptions {

    private static final List<String> ENVIRONMENTS =
            List.of("containerized.master.env.", "containerized.taskmanager.env.");
    private static final String JAVA_HOME = "JAVA_HOME";
    private static final String JDK_ARCHIVE = "yarnflink.jdk.archive";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Option(
            names = "--env",
            paramLabel = "KEY=VALUE",
            description = "An environment variable of every container. YARN writes it into files on the nodes: no place"
                    + " for passwords. Repeatable.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--java-home",
            paramLabel = "PATH",
            description = "Where the JDK 17 lies on the nodes. Default: the JAVA_HOME that YARN hands to containers.")
    private @Nullable String javaHome;

    @Option(
            names = "--jdk-archive",
            paramLabel = "FILE",
            description = "A JDK 17 for Linux (.tar.gz) of this machine that containers get and run with.")
    private @Nullable Path jdkArchive;

    @Override
    public void addTo(Map<String, String> keys) throws CommandException {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                throw wrong("Expected --env KEY=VALUE with the name of an environment variable, found the name '"
                        + variable.getKey() + "'");
            }
            put(keys, variable.getKey(), variable.getValue());
        }
        if (javaHome != null && jdkArchive != null) {
            throw wrong("--java-home names a JDK on the nodes and --jdk-archive brings one: give one of them");
        }
        if (javaHome != null) {
            put(keys, JAVA_HOME, javaHome);
        }
        if (jdkArchive != null) {
            keys.put(JDK_ARCHIVE, jdkArchive.toAbsolutePath().toString());
        }
    }

    private static void put(Map<String, String> keys, String variable, String value) {
        ENVIRONMENTS.forEach(prefix -> keys.put(prefix + variable, value));
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCode.BAD_USAGE, message);
    }
}
