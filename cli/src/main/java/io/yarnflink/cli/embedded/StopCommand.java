package io.yarnflink.cli.embedded;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yarn-flink embedded stop}. */
@Command(
        name = "stop",
        description = "Stop HDFS and YARN on this machine, with all that runs on them. Files on HDFS are kept.",
        footer = {"", "Examples:", "  yarn-flink embedded stop", "  yarn-flink embedded stop --dir /tmp/try"})
final class StopCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--dir", paramLabel = "DIR", description = "The cluster's folder, as given to 'embedded start'.")
    private @Nullable Path dir;

    StopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        EmbeddedProcess process = new EmbeddedProcess(ClusterOptions.embeddedFolder(dir, session), session.clock());
        Optional<Long> stopped;
        try (Progress progress = Progress.on(session.terminal(), session.clock())) {
            progress.step("stop", "Stopping HDFS and YARN");
            stopped = process.stop();
            progress.drop("stop");
        }
        session.out()
                .println(
                        stopped.isPresent()
                                ? "Stopped. Files on HDFS are kept in "
                                        + process.folder().root()
                                : "No embedded cluster runs in "
                                        + process.folder().root());
        return ExitCode.OK.number();
    }
}
