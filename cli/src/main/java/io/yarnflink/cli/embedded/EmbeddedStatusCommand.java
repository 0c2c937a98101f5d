package io.yarnflink.cli.embedded;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.launcher.embedded.EmbeddedFolder;
import io.yarnflink.launcher.embedded.EmbeddedPhase;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import io.yarnflink.launcher.embedded.EmbeddedState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yarn-flink embedded status}. */
@Command(
        name = "status",
        description = "Show whether HDFS and YARN run on this machine, and where.",
        footer = {
            "",
            "Examples:",
            "  yarn-flink embedded status",
            "  yarn-flink embedded status >/dev/null || yarn-flink embedded start",
            "",
            "Exit codes: 0 it is ready, 7 it is not."
        })
final class EmbeddedStatusCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--dir", paramLabel = "DIR", description = "The cluster's folder, as given to 'embedded start'.")
    private @Nullable Path dir;

    EmbeddedStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        EmbeddedFolder folder = ClusterOptions.embeddedFolder(dir, session);
        Optional<EmbeddedState> state = new EmbeddedProcess(folder, session.clock()).find();
        if (state.isEmpty()) {
            session.out().println("No embedded cluster runs in " + folder.root());
            return ExitCode.NOT_RUNNING.number();
        }
        if (state.get().phase() != EmbeddedPhase.READY) {
            session.out().println("Not ready: " + state.get().phase().description());
            return ExitCode.NOT_RUNNING.number();
        }
        session.out().println("Ready");
        ClusterPage.print(folder, state.get(), session.out());
        return ExitCode.OK.number();
    }
}
