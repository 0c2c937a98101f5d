package io.yarnflink.cli;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cluster.HadoopCluster;
import io.yarnflink.launcher.configuration.ClientConfiguration;
import io.yarnflink.launcher.embedded.EmbeddedException;
import io.yarnflink.launcher.embedded.EmbeddedFolder;
import io.yarnflink.launcher.embedded.EmbeddedPhase;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that reach a cluster. */
public final class ClusterOptions {

    /** Which cluster is meant. */
    public enum Target {
        yarn,
        embedded,
        local
    }

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Which cluster: ${COMPLETION-CANDIDATES}. 'embedded' is HDFS and YARN on this machine, see"
                    + " 'yarn-flink embedded --help'. 'local' is none, but one JVM that run-application starts and"
                    + " follows. Default: yarn, the cluster of the Hadoop configuration.")
    private Target target = Target.yarn;

    @Option(
            names = "--hadoop-conf",
            paramLabel = "DIR",
            description = "Folder with core-site.xml, hdfs-site.xml and yarn-site.xml."
                    + " Default: $HADOOP_CONF_DIR, else $YARN_CONF_DIR, else $HADOOP_HOME/etc/hadoop.")
    private @Nullable Path hadoopConf;

    @Option(
            names = "--embedded-dir",
            paramLabel = "DIR",
            description = "Folder of the embedded cluster, as given to 'embedded start --dir'.")
    private @Nullable Path embeddedDir;

    @Option(
            names = "-D",
            paramLabel = "key=value",
            description = "A configuration key, Flink's or 'yarnflink.*'. Repeatable; of equal keys the last one wins."
                    + " Wins over conf/config.yaml.")
    private List<String> definitions = new ArrayList<>();

    @Option(names = "--verbose", description = "Log what the libraries say, and show stack traces.")
    private boolean verbose;

    /** The {@code -D} options as a map. */
    public Map<String, String> definitions() throws CommandException {
        return definitions(definitions);
    }

    /** {@code config.yaml} with the {@code -D} options over it. */
    public Map<String, String> configuration(Session session) throws CommandException, BadUsageException {
        return ClientConfiguration.load(session.configurationFolder(), definitions());
    }

    /** Each {@code key=value} as an entry; of equal keys the last one wins. */
    public static Map<String, String> definitions(List<String> definitions) throws CommandException {
        Map<String, String> map = new TreeMap<>();
        for (String definition : definitions) {
            int equals = definition.indexOf('=');
            if (equals <= 0) {
                throw new CommandException(
                        ExitCode.BAD_USAGE,
                        "Expected -D key=value, found '-D " + definition + "'. For example: -D parallelism.default=2");
            }
            map.put(definition.substring(0, equals).strip(), definition.substring(equals + 1));
        }
        return map;
    }

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return verbose;
    }

    /** To be called before any library logs. */
    public void applyVerbosity() {
        if (verbose) {
            System.setProperty("yarnflink.client.log.level", "info");
        }
    }

    /** Whether the cluster on this machine is meant. */
    public boolean isEmbedded() {
        return target == Target.embedded;
    }

    /** Whether no cluster is meant, but a JVM of this machine. */
    public boolean isLocal() {
        return target == Target.local;
    }

    /** The folder with Hadoop's configuration that was named, for who needs none. */
    public Optional<Path> namedConfiguration() {
        return Optional.ofNullable(hadoopConf);
    }

    /** The options that make another command reach the same cluster; begins with a space unless it is empty. */
    public String toFindItAgain() {
        if (isEmbedded()) {
            return " --target embedded" + (embeddedDir == null ? "" : " --embedded-dir '" + embeddedDir + "'");
        }
        return hadoopConf == null ? "" : " --hadoop-conf '" + hadoopConf + "'";
    }

    /** The embedded cluster that is meant, whether it runs or not. */
    public EmbeddedProcess embedded(Session session) throws CommandException {
        if (hadoopConf != null) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "--hadoop-conf names a cluster and so does --target embedded: give one of them");
        }
        return new EmbeddedProcess(embeddedFolder(embeddedDir, session), session.clock());
    }

    /** The folder of an embedded cluster: the one that was named, else the user's. */
    public static EmbeddedFolder embeddedFolder(@Nullable Path dir, Session session) {
        return dir != null
                ? new EmbeddedFolder(dir)
                : EmbeddedFolder.ofUser(
                        session.environment(), session.userHome().toString());
    }

    /** Where Hadoop's configuration is; an embedded cluster must run already. */
    public Path configurationFolder(Session session) throws CommandException, BadUsageException, EmbeddedException {
        if (isLocal()) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "--target local is for run-application: what it starts ends with it, and Ctrl-C cancels it");
        }
        if (isEmbedded()) {
            EmbeddedProcess embedded = embedded(session);
            if (embedded.find().filter(s -> s.phase() == EmbeddedPhase.READY).isEmpty()) {
                throw new CommandException(
                        ExitCode.CLUSTER_UNREACHABLE,
                        "No embedded cluster runs in " + embedded.folder().root()
                                + ". Start one with 'yarn-flink embedded start'");
            }
            return embedded.folder().configuration();
        }
        return hadoopConf != null ? hadoopConf : HadoopCluster.configurationFolder(session.environment());
    }
}
