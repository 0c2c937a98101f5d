package io.yarnflink.cli.embedded;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.EmbeddedStarter;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.launcher.embedded.EmbeddedFolder;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import io.yarnflink.launcher.embedded.EmbeddedState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yarn-flink embedded start}. */
@Command(
        name = "start",
        description = "Start HDFS and YARN on this machine unless they run already, and return when they are ready.",
        footer = {
            "",
            "Examples:",
            "  yarn-flink embedded start",
            "  yarn-flink embedded start --node-managers 4 --memory 16384",
            "  yarn-flink embedded start --dir /tmp/try -D yarn.resourcemanager.am.max-attempts=1",
            "  yarn-flink embedded start --dir \"$$(mktemp -d)\" --pid $$$$            for the time of a script"
        })
final class StartCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the cluster keeps its data, logs and configuration."
                    + " Default: $XDG_STATE_HOME/yarn-flink/embedded, else ~/.yarn-flink/embedded.")
    private @Nullable Path dir;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description = "What YARN may give to containers, on all nodes together; taken only as containers use it."
                    + " Default: 8192.")
    private @Nullable Integer memory;

    @Option(names = "--vcores", paramLabel = "N", description = "Virtual cores, on all nodes together. Default: 16.")
    private @Nullable Integer vcores;

    @Option(names = "--node-managers", paramLabel = "N", description = "How many nodes share them. Default: 2.")
    private @Nullable Integer nodeManagers;

    @Option(
            names = "-D",
            paramLabel = "key=value",
            description = "A setting of Hadoop's for the servers. Repeatable; the last one wins.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description =
                    "Stop when the process with this id has ended, in whichever way: $$$$ in a script is the script.")
    private @Nullable Long pid;

    StartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        EmbeddedFolder folder = ClusterOptions.embeddedFolder(dir, session);
        EmbeddedProcess process = new EmbeddedProcess(folder, session.clock());
        boolean ran = process.find().isPresent();
        EmbeddedState state;
        try (Progress progress = Progress.on(session.terminal(), session.clock())) {
            state = EmbeddedStarter.start(process, options(folder), session.installation(), progress);
        }
        if (ran) {
            session.out().println("The embedded cluster runs already" + (given() ? ", as it was started" : ""));
        }
        ClusterPage.print(folder, state, session.out());
        session.out().println();
        ClusterPage.printNextSteps(dir, folder, session.out());
        return ExitCode.OK.number();
    }

    private boolean given() {
        return memory != null || vcores != null || nodeManagers != null || !settings.isEmpty() || pid != null;
    }

    private EmbeddedOptions options(EmbeddedFolder folder) throws CommandException {
        Map<String, String> map = new TreeMap<>(ClusterOptions.definitions(settings));
        try {
            EmbeddedOptions usual = EmbeddedOptions.in(folder.root());
            EmbeddedOptions options = usual.withNodes(
                            nodeManagers == null ? usual.nodeManagers() : nodeManagers,
                            memory == null ? usual.memoryMegabytes() : memory,
                            vcores == null ? usual.vcores() : vcores)
                    .withSettings(map);
            return pid == null ? options : options.withOwner(living(pid));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.BAD_USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static long living(long pid) throws CommandException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CommandException(
                    ExitCode.BAD_USAGE, "Expected the id of a running process behind --pid, found none with " + pid);
        }
        return pid;
    }
}
