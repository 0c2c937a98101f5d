package io.yarnflink.cli.control;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.run.Ending;
import io.yarnflink.cli.run.Interruption;
import io.yarnflink.cli.run.WatchNarrator;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink cancel APP}. */
@Command(
        name = "cancel",
        description = {
            "Cancel all jobs of an application in order, and wait until it has ended. Checkpoints stay or go as"
                    + " execution.checkpointing.externalized-checkpoint-retention says.",
            "",
            "To be able to go on later, use 'stop'. 'kill' works where the application does not answer any more."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink cancel application_1700000000000_0042",
            "",
            "Exit codes: 0 cancelled, 1 the application failed instead, 2 bad usage, 4 cluster or application",
            "unreachable, 5 refused, 6 no such application, 8 the application does not run or finished first."
        })
public final class CancelCommand implements Callable<Integer> {

    private static final String STEP = "cancel";

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-s", "--withSavepoint"},
            arity = "0..1",
            hidden = true)
    private String @org.jspecify.annotations.Nullable [] withSavepoint;

    @Parameters(arity = "1", paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    public CancelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        if (withSavepoint != null) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "Cancelling with a savepoint is not offered, because results could be lost between the two. Use:"
                            + " yarn-flink stop --savepointPath DIR APP");
        }
        AppId id = AppId.parse(application);
        try (ClusterAccess access =
                        session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session));
                Progress progress = Progress.on(session.terminal(), session.clock())) {
            Interruption interruption = Interruption.around(progress, () -> id, cluster.toFindItAgain(), session.err());
            try {
                long began = session.clock().monotonicMillis();
                progress.step(STEP, "Cancelling " + id);
                Outcome outcome = access.control().cancel(id, WatchNarrator.ofRunning(progress));
                progress.drop(STEP);
                String time = Amounts.duration(session.clock().monotonicMillis() - began);
                return tell(id, outcome, time, progress).number();
            } finally {
                interruption.over();
            }
        }
    }

    private ExitCode tell(AppId id, Outcome outcome, String time, Progress progress) {
        if (outcome instanceof Outcome.Killed) {
            progress.close();
            session.out().println("Cancelled " + id);
            return ExitCode.OK;
        }
        ExitCode code = Ending.onCluster(id, cluster.toFindItAgain(), cluster.verbose())
                .tell(outcome, time, progress, session.err());
        return outcome instanceof Outcome.Succeeded ? ExitCode.NOT_LIVE : code;
    }
}
