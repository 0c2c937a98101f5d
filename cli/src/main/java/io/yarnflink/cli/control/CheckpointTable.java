package io.yarnflink.cli.control;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Json;
import io.yarnflink.cli.text.Table;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.runtime.application.CheckpointView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Checkpoints for people and for scripts, in the order in which they are given.
 *
 * @param now what ages are reckoned from
 */
record CheckpointTable(List<KeptCheckpoint> checkpoints, Instant now) {

    private static final List<String> HEADINGS = List.of("ID", "KIND", "AGE", "DURATION", "SIZE", "PATH");

    /** A table; applications and jobs have columns only where there are several. Paths are never cut: people copy them. */
    List<String> lines() {
        boolean applications = several(KeptCheckpoint::application);
        boolean jobs = several(checkpoint -> checkpoint.view().job());
        List<String> headings = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        if (applications) {
            headings.add("APPLICATION");
        } else if (jobs) {
            headings.add("JOB");
        }
        headings.addAll(HEADINGS);
        for (KeptCheckpoint checkpoint : checkpoints) {
            List<String> row = new ArrayList<>();
            if (applications) {
                row.add(checkpoint.application().value());
            } else if (jobs) {
                row.add(checkpoint.view().jobName());
            }
            row.addAll(cells(checkpoint.view()));
            rows.add(row);
        }
        return new Table(headings, rows).lines(Integer.MAX_VALUE, 0);
    }

    private boolean several(Function<KeptCheckpoint, Object> trait) {
        return checkpoints.stream().map(trait).distinct().count() > 1;
    }

    private List<String> cells(CheckpointView view) {
        return List.of(
                Long.toString(view.id()),
                view.savepoint() ? "savepoint" : "checkpoint",
                Amounts.duration(now.toEpochMilli() - view.triggeredAt()),
                Amounts.duration(view.durationMillis()),
                Amounts.bytes(view.stateBytes()),
                view.path());
    }

    String json() {
        return Json.array(checkpoints.stream()
                .map(checkpoint -> fields(checkpoint.application(), checkpoint.view()))
                .toList());
    }

    private static Map<String, Object> fields(AppId application, CheckpointView checkpoint) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("application", application.value());
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
