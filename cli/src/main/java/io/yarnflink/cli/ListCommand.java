package io.yarnflink.cli;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Table;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ClusterAccess;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code yarn-flink list}. */
@Command(
        name = "list",
        description = "Show the applications of yarn-flink on the cluster, newest first.",
        footer = {
            "",
            "Examples:",
            "  yarn-flink list",
            "  yarn-flink list --all",
            "  yarn-flink list | awk 'NR > 1 { print $$1 }'     only the ids"
        })
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> HEADINGS =
            List.of("APPLICATION", "NAME", "STATE", "USER", "QUEUE", "STARTED", "TIME", "CONTAINERS", "MEMORY");
    private static final int NAME_COLUMN = 1;

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--all", description = "Also those that have ended, as far as YARN remembers them.")
    private boolean all;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        try (ClusterAccess access =
                session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session))) {
            List<ApplicationSummary> found = access.applications().list(all);
            if (found.isEmpty()) {
                session.err()
                        .println(
                                all
                                        ? "YARN remembers no application of yarn-flink."
                                        : "No application is running. 'yarn-flink list --all' shows those that have ended.");
                return ExitCode.OK.number();
            }
            Instant now = session.clock().now();
            Table table =
                    new Table(HEADINGS, found.stream().map(a -> row(a, now)).toList());
            int columns =
                    session.terminal().live() ? session.terminal().columns().getAsInt() : Integer.MAX_VALUE;
            table.lines(columns, NAME_COLUMN).forEach(session.out()::println);
            return ExitCode.OK.number();
        }
    }

    private static List<String> row(ApplicationSummary application, Instant now) {
        Instant end = application.ended().orElse(now);
        ApplicationSummary.ResourcesHeld held = application.resources();
        return List.of(
                application.id().value(),
                application.name(),
                application.state().name(),
                application.user(),
                application.queue(),
                TIME.format(application.started().atZone(ZoneId.systemDefault())),
                Amounts.duration(end.toEpochMilli() - application.started().toEpochMilli()),
                Integer.toString(held.containers()),
                Amounts.memory(held.memoryMib()));
    }
}
