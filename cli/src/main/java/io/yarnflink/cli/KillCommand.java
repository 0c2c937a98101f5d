package io.yarnflink.cli;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ClusterAccess;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink kill APP}. */
@Command(
        name = "kill",
        description = "Kill an application, and wait until YARN says that it is gone.",
        footer = {"", "Examples:", "  yarn-flink kill application_1700000000000_0042"})
final class KillCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    KillCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        ApplicationSummary last;
        try (ClusterAccess access =
                        session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session));
                Progress progress = Progress.on(session.terminal(), session.clock())) {
            progress.step("kill", "Killing " + id);
            last = access.applications().kill(id);
            progress.drop("kill");
        }
        if (last.state() == AppState.KILLED) {
            session.out().println("Killed " + id + " (" + Columns.printable(last.name()) + ")");
        } else {
            session.out()
                    .println(id + " (" + Columns.printable(last.name()) + ") had ended already: "
                            + last.state().name().toLowerCase(Locale.ROOT));
        }
        return ExitCode.OK.number();
    }
}
