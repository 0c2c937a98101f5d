package io.yarnflink.cli.control;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.run.Ending;
import io.yarnflink.cli.run.Interruption;
import io.yarnflink.cli.run.WatchNarrator;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationControl;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink stop APP}. */
@Command(
        name = "stop",
        description = {
            "Stop a job with a savepoint, and wait until it has finished and how its application ends. The savepoint's"
                    + " path is all that is printed on standard output.",
            "",
            "What the job has written is committed; started again from the savepoint, it goes on as if it had never"
                    + " stopped. If the savepoint fails, the job goes on."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink stop application_1700000000000_0042",
            "  yarn-flink stop --savepointPath hdfs:///savepoints application_1700000000000_0042",
            "  path=$$(yarn-flink stop $$app) && yarn-flink run-application -s \"$$path\" -p 8 job.jar",
            "",
            "Exit codes: 0 stopped, and the application succeeded or goes on with other jobs, 1 the savepoint",
            "or the application failed, 2 bad usage, 3 the application was killed meanwhile, 4 cluster or",
            "application unreachable, 5 refused, 6 no such application, 8 the application or the job does",
            "not run."
        })
public final class StopCommand implements Callable<Integer> {

    private static final String STEP = "stop";

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SavepointOptions options = new SavepointOptions();

    @Option(
            names = {"-d", "--drain"},
            description = "End the job for good: event time goes to its end, windows and timers fire, before the"
                    + " savepoint is taken. Nobody should go on from such a savepoint with the same job.")
    private boolean drain;

    @Option(
            names = {"-p", "--savepointPath", "--savepoint-dir"},
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description = "The folder that the savepoint gets a folder of its own in. Default: the application's"
                    + " execution.checkpointing.savepoint-dir.")
    private @Nullable String directory;

    @Parameters(paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    public StopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        SavepointWish wish = options.wish(drain ? SavepointGoal.DRAIN : SavepointGoal.SUSPEND, directory);
        try (ClusterAccess access =
                        session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session));
                Progress progress = Progress.on(session.terminal(), session.clock())) {
            Interruption interruption = Interruption.around(progress, () -> id, cluster.toFindItAgain(), session.err());
            try {
                return stop(access.control(), id, wish, progress).number();
            } finally {
                interruption.over();
            }
        }
    }

    private ExitCode stop(ApplicationControl control, AppId id, SavepointWish wish, Progress progress)
            throws LauncherException, InterruptedException {
        long began = session.clock().monotonicMillis();
        progress.step(STEP, "Stopping " + id + " with a savepoint");
        String path = control.savepoint(id, wish);
        progress.done(STEP, "Savepoint complete, the job has stopped");
        // Told at once: whatever happens from here on, the savepoint is there.
        session.out().println(path);
        session.out().flush();
        Optional<Outcome> end = control.awaitEnd(id, WatchNarrator.ofRunning(progress));
        if (end.isEmpty()) {
            progress.say(id + " goes on with its other jobs");
            return ExitCode.OK;
        }
        String time = Amounts.duration(session.clock().monotonicMillis() - began);
        return Ending.onCluster(id, cluster.toFindItAgain(), cluster.verbose())
                .tell(end.get(), time, progress, session.err());
    }
}
