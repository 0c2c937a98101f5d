package io.yarnflink.cli.control;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Json;
import io.yarnflink.cli.text.Table;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.runtime.application.CheckpointView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink checkpoints APP}. */
@Command(
        name = "checkpoints",
        description = "Show the completed checkpoints and savepoints that a running application could be started from,"
                + " newest first.",
        footer = {
            "",
            "Examples:",
            "  yarn-flink checkpoints application_1700000000000_0042",
            "  yarn-flink checkpoints --json application_1700000000000_0042"
        })
public final class CheckpointsCommand implements Callable<Integer> {

    private static final List<String> HEADINGS = List.of("ID", "KIND", "AGE", "DURATION", "SIZE", "PATH");

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Print a JSON array; times in milliseconds, sizes in bytes.")
    private boolean json;

    @Parameters(paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    public CheckpointsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        List<CheckpointView> found;
        try (ClusterAccess access =
                session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session))) {
            found = new ArrayList<>(access.control().checkpoints(id));
        }
        Collections.reverse(found);
        if (json) {
            session.out()
                    .println(Json.array(
                            found.stream().map(CheckpointsCommand::fields).toList()));
        } else if (found.isEmpty()) {
            session.err().println(id + " has completed no checkpoint yet, and nobody has taken a savepoint of it.");
        } else {
            print(found);
        }
        return ExitCode.OK.number();
    }

    /** Paths are never cut: people copy them. */
    private void print(List<CheckpointView> checkpoints) {
        boolean several =
                checkpoints.stream().map(CheckpointView::job).distinct().count() > 1;
        List<String> headings = new ArrayList<>(several ? List.of("JOB") : List.of());
        headings.addAll(HEADINGS);
        long now = session.clock().now().toEpochMilli();
        List<List<String>> rows = new ArrayList<>();
        for (CheckpointView checkpoint : checkpoints) {
            List<String> row = new ArrayList<>(several ? List.of(checkpoint.jobName()) : List.of());
            row.addAll(List.of(
                    Long.toString(checkpoint.id()),
                    checkpoint.savepoint() ? "savepoint" : "checkpoint",
                    Amounts.duration(now - checkpoint.triggeredAt()),
                    Amounts.duration(checkpoint.durationMillis()),
                    Amounts.bytes(checkpoint.stateBytes()),
                    checkpoint.path()));
            rows.add(row);
        }
        new Table(headings, rows).lines(Integer.MAX_VALUE, 0).forEach(session.out()::println);
    }

    private static Map<String, Object> fields(CheckpointView checkpoint) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", checkpoint.job());
        fields.put("jobName", checkpoint.jobName());
        fields.put("id", checkpoint.id());
        fields.put("savepoint", checkpoint.savepoint());
        fields.put("triggeredAt", checkpoint.triggeredAt());
        fields.put("durationMillis", checkpoint.durationMillis());
        fields.put("stateBytes", checkpoint.stateBytes());
        fields.put("path", checkpoint.path());
        return fields;
    }
}
