package io.yarnflink.cli.control;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.run.Interruption;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink savepoint APP [DIR]}. */
@Command(
        name = "savepoint",
        description = {
            "Take a savepoint of a running application; the job goes on. When it is complete, its path is all that is"
                    + " printed on standard output.",
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink savepoint application_1700000000000_0042",
            "  yarn-flink savepoint application_1700000000000_0042 hdfs:///savepoints",
            "  path=$$(yarn-flink savepoint application_1700000000000_0042)",
            "",
            "Exit codes: 0 the savepoint is complete, 1 it failed, 2 bad usage, 4 cluster or application",
            "unreachable, 5 refused, 6 no such application, 8 the application or the job does not run."
        })
public final class SavepointCommand implements Callable<Integer> {

    private static final String STEP = "savepoint";

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SavepointOptions options = new SavepointOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder that the savepoint gets a folder of its own in. Default: the application's"
                    + " execution.checkpointing.savepoint-dir.")
    private @Nullable String directory;

    public SavepointCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        SavepointWish wish = options.wish(SavepointGoal.GO_ON, directory);
        try (ClusterAccess access =
                        session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session));
                Progress progress = Progress.on(session.terminal(), session.clock())) {
            Interruption interruption = Interruption.around(progress, () -> id, cluster.toFindItAgain(), session.err());
            try {
                progress.step(STEP, "Taking a savepoint of " + id);
                String path = access.control().savepoint(id, wish);
                progress.done(STEP, "Savepoint complete");
                session.out().println(path);
                return ExitCode.OK.number();
            } finally {
                interruption.over();
            }
        }
    }
}
