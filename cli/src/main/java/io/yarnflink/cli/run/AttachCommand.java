package io.yarnflink.cli.run;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink attach APP}. */
@Command(
        name = "attach",
        description = {
            "Follow an application that runs already, as 'run-application' would, and end as it ends.",
            "",
            "Any number of terminals on any hosts may follow the same application. Ctrl-C stops following; the"
                    + " application goes on."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink attach application_1700000000000_0042",
            "  yarn-flink attach --target embedded application_1700000000000_0042",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 bad usage, 3 killed, 4 cluster unreachable, 6 no such application,",
            "130 detached with Ctrl-C."
        })
public final class AttachCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    public AttachCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        long began = session.clock().monotonicMillis();
        try (Progress progress = Progress.on(session.terminal(), session.clock());
                ClusterAccess access =
                        session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session))) {
            Interruption interruption = Interruption.around(progress, () -> id, cluster.toFindItAgain(), session.err());
            try {
                Outcome outcome = access.watcher().follow(id, new WatchNarrator(progress));
                String time = Amounts.duration(session.clock().monotonicMillis() - began);
                return Ending.onCluster(id, cluster.toFindItAgain(), cluster.verbose())
                        .tell(outcome, time, progress, session.err())
                        .number();
            } finally {
                interruption.over();
            }
        }
    }
}
