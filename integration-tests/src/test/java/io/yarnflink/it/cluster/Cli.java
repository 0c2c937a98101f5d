package io.yarnflink.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distribution's {@code bin/yarn-flink}, run as a user runs it. */
public final class Cli {

    private static final String DISTRIBUTION = "yarnflink.distribution";

    private static final String HADOOP_CONFIGURATION = "HADOOP_CONF_DIR";

    private final Map<String, String> environment;

    Cli(Path hadoopConfiguration) {
        this(Map.of(HADOOP_CONFIGURATION, hadoopConfiguration.toString()));
    }

    private Cli(Map<String, String> environment) {
        this.environment = environment;
    }

    /** For who has no cluster; what commands keep lies below the given folder. */
    public static Cli withoutCluster(Path state) {
        return new Cli(Map.of("XDG_STATE_HOME", state.toString()));
    }

    /** The same for another user, as far as Hadoop's simple authentication goes. */
    public Cli as(String user) {
        Map<String, String> theirs = new HashMap<>(environment);
        theirs.put("HADOOP_USER_NAME", user);
        return new Cli(theirs);
    }

    /** A file of the distribution. */
    public static Path distribution(String path) {
        String root = System.getProperty(DISTRIBUTION);
        if (root == null || !Files.isDirectory(Path.of(root))) {
            throw new IllegalStateException("Expected the built distribution in the system property " + DISTRIBUTION
                    + ", found " + root + "; run ./mvnw verify, which builds it first");
        }
        return Path.of(root).resolve(path);
    }

    /** One of Flink's examples. */
    public static String example(String name) {
        return distribution("examples").resolve(name + ".jar").toString();
    }

    /** Runs to the end. */
    public CliResult run(String... arguments) {
        return start(arguments).awaitEnd();
    }

    /** Starts and returns at once. */
    public CliProcess start(String... arguments) {
        List<String> command = new ArrayList<>(Sigint.prefix());
        command.add(distribution("bin/yarn-flink").toString());
        command.addAll(List.of(arguments));
        try {
            Path folder = Files.createTempDirectory("yarn-flink-cli");
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .directory(folder.toFile());
            builder.environment().remove(HADOOP_CONFIGURATION);
            builder.environment().putAll(environment);
            return new CliProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start " + command, e);
        }
    }
}
