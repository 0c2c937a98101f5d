package io.yarnflink.it.cluster;

import io.yarnflink.launcher.embedded.EmbeddedException;
import io.yarnflink.launcher.embedded.EmbeddedFolder;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import io.yarnflink.runtime.files.LiveFolder;
import io.yarnflink.runtime.time.Clock;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.awaitility.Awaitility;

/** HDFS and YARN on loopback, in a process of their own, with containers as real processes. */
public final class RealCluster implements AutoCloseable {

    private static final Pattern LOG_ENTRY = Pattern.compile("/\\.yarn-flink/names/[^/]+/application_[^/]+/log/\\d+$");

    private static final long RETRY_MILLIS = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final DistributedFileSystem hdfs;
    private final YarnClient yarn;
    private final Cli cli;
    private final ResourceManagers resourceManagers;
    private final NodeLabels nodeLabels;

    private RealCluster(Path folder, Path hadoopConfiguration) throws IOException {
        this.folder = folder;
        Configuration configuration = new Configuration(false);
        for (String site : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            configuration.addResource(hadoopConfiguration.resolve(site).toUri().toURL());
        }
        // As often as the client does, if there are several of which none is active.
        configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, RETRY_MILLIS);
        this.hdfs = (DistributedFileSystem) FileSystem.get(configuration);
        this.yarn = YarnClient.createYarnClient();
        this.yarn.init(configuration);
        this.yarn.start();
        this.cli = new Cli(hadoopConfiguration);
        this.resourceManagers = new ResourceManagers(configuration);
        this.nodeLabels = new NodeLabels(configuration);
    }

    /**
     * Starts one of its own, which does not outlive this JVM. It bears as many ApplicationMasters of an application as that
     * asks for.
     *
     * @param settings of HDFS and YARN, as {@code key=value}
     */
    public static RealCluster start(String... settings) {
        try {
            Path folder = Files.createTempDirectory("yarn-flink-it");
            Path configuration = folder.resolve("conf");
            List<String> command = new ArrayList<>(List.of("embedded", "start", "--dir", folder.toString()));
            command.addAll(
                    List.of("--pid", Long.toString(ProcessHandle.current().pid())));
            command.addAll(List.of("-D", "yarn.resourcemanager.am.max-attempts=1000"));
            Stream.of(settings).forEach(setting -> command.addAll(List.of("-D", setting)));
            CliResult start = new Cli(configuration).run(command.toArray(String[]::new));
            if (start.exitCode() != 0) {
                throw new IllegalStateException("Expected HDFS and YARN to start: " + start.err());
            }
            return new RealCluster(folder, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to reach HDFS and YARN", e);
        }
    }

    /** The command line, pointed at this cluster. */
    public Cli cli() {
        return cli;
    }

    /** Where there are two. */
    public ResourceManagers resourceManagers() {
        return resourceManagers;
    }

    /** Where it has been started with {@link NodeLabels#ENABLED}. */
    public NodeLabels nodeLabels() {
        return nodeLabels;
    }

    /** The nodes that run. */
    public List<NodeId> nodes() throws IOException, YarnException {
        return yarn.getNodeReports(NodeState.RUNNING).stream()
                .map(NodeReport::getNodeId)
                .toList();
    }

    /** YARN's view of an application. */
    public ApplicationReport report(ApplicationId id) throws IOException, YarnException {
        return yarn.getApplicationReport(id);
    }

    /** Waits until YARN has started the ApplicationMaster so often. */
    public void awaitAttempt(ApplicationId id, int attempt) {
        Awaitility.await("attempt " + attempt + " of " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> report(id).getCurrentApplicationAttemptId().getAttemptId() >= attempt);
    }

    /** The logs of the application's ApplicationMasters, the first attempt's first. */
    public List<String> masterLogs(ApplicationId id) throws IOException {
        return ofMasters(id, "jobmanager.log");
    }

    /** What the application's {@code main()} has written to standard output, the first attempt's first. */
    public List<String> masterOutputs(ApplicationId id) throws IOException {
        return ofMasters(id, "jobmanager.out");
    }

    private List<String> ofMasters(ApplicationId id, String name) throws IOException {
        List<Path> files = LiveFolder.files(folder).stream()
                .filter(file -> file.endsWith(name) && file.toString().contains(id.toString()))
                // Folders of containers lie in those of different nodes.
                .sorted(Comparator.comparing(log -> log.getName(log.getNameCount() - 2)))
                .toList();
        List<String> logs = new ArrayList<>();
        for (Path file : files) {
            logs.add(Files.readString(file));
        }
        return logs;
    }

    /** What {@code yarn application -kill} does. */
    public void killThroughYarn(ApplicationId id) throws IOException, YarnException {
        yarn.killApplication(id);
    }

    /** The application's nodes but the one of its ApplicationMaster, as the ResourceManager knows them. */
    public List<NodeId> nodesOfTaskManagers(ApplicationId id) throws IOException, YarnException {
        NodeId masterNode = nodeOfMaster(id);
        return running(id)
                .map(ContainerReport::getAssignedNode)
                .filter(node -> !node.equals(masterNode))
                .distinct()
                .toList();
    }

    /** The node of the application's ApplicationMaster, as the ResourceManager knows it. */
    public NodeId nodeOfMaster(ApplicationId id) throws IOException, YarnException {
        ApplicationAttemptId attempt = report(id).getCurrentApplicationAttemptId();
        ContainerId master = yarn.getApplicationAttemptReport(attempt).getAMContainerId();
        return yarn.getContainerReport(master).getAssignedNode();
    }

    /** How many of the application's containers run, as the ResourceManager knows them. */
    public long runningContainers(ApplicationId id) throws IOException, YarnException {
        return running(id).count();
    }

    private Stream<ContainerReport> running(ApplicationId id) throws IOException, YarnException {
        return yarn.getContainers(report(id).getCurrentApplicationAttemptId()).stream()
                .filter(container -> container.getContainerState() == ContainerState.RUNNING);
    }

    /** From now on HDFS and YARN answer nobody, and their connections stay open; containers go on. */
    public void freeze() throws IOException, EmbeddedException {
        Containers.stop(servers());
    }

    /** Undoes {@link #freeze}. */
    public void thaw() throws IOException, EmbeddedException {
        Containers.goOn(servers());
    }

    private ProcessHandle servers() throws EmbeddedException {
        return process()
                .find()
                .flatMap(state -> ProcessHandle.of(state.pid()))
                .orElseThrow(() -> new IllegalStateException("Expected HDFS and YARN to run in " + folder));
    }

    private EmbeddedProcess process() {
        return new EmbeddedProcess(new EmbeddedFolder(folder), Clock.system());
    }

    /** Ends all containers on a node and lets it register anew. */
    public void restartNodeManager(NodeId node) throws EmbeddedException {
        process().restartNodeManager(node.toString());
    }

    /** From now on nothing can be written to HDFS, and files still can be read. */
    public void enterSafeMode() throws IOException {
        hdfs.setSafeMode(SafeModeAction.ENTER);
    }

    /** HDFS takes writes again. */
    public void leaveSafeMode() throws IOException {
        hdfs.setSafeMode(SafeModeAction.LEAVE);
    }

    /** HDFS, to look into or to break something. */
    public FileSystem hdfs() {
        return hdfs;
    }

    /** Writes a text file. */
    public void write(String path, String text) throws IOException {
        try (var out = hdfs.create(new org.apache.hadoop.fs.Path(path), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The name of the newest entry in an application's log; they sort as they were written. Empty if there is none. */
    public String newestLogEntry(ApplicationId id) throws IOException {
        FileStatus[] entries =
                hdfs().globStatus(new org.apache.hadoop.fs.Path("/user/*/.yarn-flink/names/*/" + id + "/log/[0-9]*"));
        return Stream.of(entries == null ? new FileStatus[0] : entries)
                .map(entry -> entry.getPath().getName())
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    /** What the newest entry in an application's log is made of; empty if it cannot be found now. */
    public Optional<byte[]> readNewestLogEntry(ApplicationId id) throws IOException {
        FileStatus[] found = hdfs().globStatus(new org.apache.hadoop.fs.Path(
                "/user/*/.yarn-flink/names/*/" + id + "/log/" + newestLogEntry(id)));
        if (found == null || found.length != 1 || found[0].isDirectory()) {
            return Optional.empty();
        }
        try (FSDataInputStream in = hdfs.open(found[0].getPath())) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            // Newer ones have been written since.
            return Optional.empty();
        }
    }

    /** Whether there is a file or a folder. */
    public boolean exists(String path) throws IOException {
        return hdfs.exists(new org.apache.hadoop.fs.Path(path));
    }

    /** Bytes in all visible files below a folder, as {@link #readLines} sees them; 0 if there is no such folder. */
    public long visibleBytes(String folder) throws IOException {
        if (!exists(folder)) {
            return 0;
        }
        return files(folder).stream()
                .filter(file -> !file.getPath().getName().startsWith("."))
                .mapToLong(FileStatus::getLen)
                .sum();
    }

    /** All lines of all visible files below a folder: none whose name or folder begins with a dot. */
    public List<String> readLines(String folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (FileStatus file : files(folder)) {
            if (file.getPath().getName().startsWith(".")) {
                continue;
            }
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(hdfs.open(file.getPath()), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    /**
     * Everything in the users' folders but what may outlive an application: the cache, and the logs of those that have left
     * a savepoint or a checkpoint, which would be found itself.
     */
    public List<String> leftovers() throws IOException {
        return files("/user").stream()
                .map(file -> file.getPath().toUri().getPath())
                .filter(path -> !path.contains("/.yarn-flink/cache/")
                        && !LOG_ENTRY.matcher(path).find())
                .toList();
    }

    private List<FileStatus> files(String folder) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = hdfs.listFiles(new org.apache.hadoop.fs.Path(folder), true);
        while (all.hasNext()) {
            files.add(all.next());
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        yarn.stop();
        hdfs.close();
        CliResult stop = cli.run("embedded", "stop", "--dir", folder.toString());
        if (stop.exitCode() != 0) {
            throw new IOException("Expected HDFS and YARN to stop: " + stop.err());
        }
    }
}
