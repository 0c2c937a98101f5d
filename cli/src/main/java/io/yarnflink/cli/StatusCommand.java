package io.yarnflink.cli;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationDetails;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.JobView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink status APP}. */
@Command(
        name = "status",
        description = "Show where an application stands: its containers and jobs, or how it ended and why.",
        footer = {
            "",
            "Examples:",
            "  yarn-flink status application_1700000000000_0042",
            "  yarn-flink status --target embedded application_1700000000000_0042"
        })
final class StatusCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LABEL_COLUMNS = 14;

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(paramLabel = "APP", description = "The application's id, as 'yarn-flink list' shows it.")
    private String application = "";

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        AppId id = AppId.parse(application);
        try (ClusterAccess access =
                session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session))) {
            ApplicationDetails details = access.applications().status(id);
            printSummary(details.summary());
            details.loss().ifPresent(this::printLoss);
            details.status().ifPresent(this::printStatus);
            details.unreachable().ifPresent(why -> print("Jobs", "unknown: " + why));
            printDiagnostics(details.summary());
            return ExitCode.OK.number();
        }
    }

    private void printSummary(ApplicationSummary summary) {
        Instant end = summary.ended().orElseGet(session.clock()::now);
        String time = Amounts.duration(end.toEpochMilli() - summary.started().toEpochMilli());
        print("Application", summary.id().value());
        print("Name", summary.name());
        print("State", summary.state() + (summary.state().hasEnded() ? " after " : " for ") + time);
        print("Started", TIME.format(summary.started().atZone(ZoneId.systemDefault())));
        print("User", summary.user() + ", queue " + summary.queue());
        ApplicationSummary.ResourcesHeld held = summary.resources();
        if (!summary.state().hasEnded()) {
            print(
                    "Containers",
                    held.containers() + " with " + Amounts.memory(held.memoryMib()) + " and "
                            + Amounts.count(held.vcores(), "virtual core"));
        }
        summary.trackingUrl().ifPresent(url -> print("Web", url));
    }

    private void printLoss(MasterLoss loss) {
        String why = loss.reason().isEmpty() ? "" : " (" + loss.reason() + ")";
        print("Attempt", loss.attempt() + ", after the ApplicationMaster was lost" + why);
    }

    private void printStatus(ApplicationStatus status) {
        print("TaskManagers", status.workersRegistered() + " of " + status.workersWanted());
        String label = "Jobs";
        for (JobView job : status.jobs()) {
            print(label, describe(job));
            job.failure().ifPresent(cause -> print("", "  " + cause));
            label = "";
        }
        if (status.jobs().isEmpty()) {
            print(label, "none yet");
        }
        status.failure().ifPresent(cause -> print("Failure", cause));
    }

    private static String describe(JobView job) {
        String phase = job.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return job.name() + " (" + job.id() + "): " + phase + ", " + job.running() + " of "
                + Amounts.count(job.tasks(), "task") + " running, " + job.finished() + " finished";
    }

    /** YARN's words may take several lines. */
    private void printDiagnostics(ApplicationSummary summary) {
        String label = "Diagnostics";
        for (String line : summary.diagnostics().strip().lines().toList()) {
            print(label, line);
            label = "";
        }
    }

    private void print(String label, String value) {
        String shown = value.startsWith("  ") ? "  " + Columns.printable(value) : Columns.printable(value);
        session.out().println((Columns.pad(label, LABEL_COLUMNS) + shown).stripTrailing());
    }
}
