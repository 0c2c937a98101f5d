package io.yarnflink.launcher.yarn;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ApplicationSummary.ResourcesHeld;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationResourceUsageReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.jspecify.annotations.Nullable;

/** Turns YARN's reports into ours. */
final class Reports {

    private static final String UNKNOWN = "N/A";

    private Reports() {}

    static YarnReport read(ApplicationReport report) {
        Optional<YarnReport.Address> master = hasValue(report.getHost()) && report.getRpcPort() > 0
                ? Optional.of(new YarnReport.Address(report.getHost(), report.getRpcPort()))
                : Optional.empty();
        return new YarnReport(summary(report), master, attempt(report.getCurrentApplicationAttemptId()));
    }

    private static int attempt(@Nullable ApplicationAttemptId id) {
        return id == null ? 0 : Math.max(0, id.getAttemptId());
    }

    private static ApplicationSummary summary(ApplicationReport report) {
        AppState state = state(report);
        return new ApplicationSummary(
                new AppId(report.getApplicationId().toString()),
                orEmpty(report.getName()),
                orEmpty(report.getUser()),
                orEmpty(report.getQueue()),
                state,
                orEmpty(report.getDiagnostics()).strip(),
                Optional.ofNullable(report.getTrackingUrl()).filter(Reports::hasValue),
                Instant.ofEpochMilli(report.getStartTime()),
                state.hasEnded() ? Optional.of(Instant.ofEpochMilli(report.getFinishTime())) : Optional.empty(),
                state.hasEnded() ? new ResourcesHeld(0, 0, 0) : resources(report.getApplicationResourceUsageReport()));
    }

    private static AppState state(ApplicationReport report) {
        return switch (report.getYarnApplicationState()) {
            case NEW, NEW_SAVING, SUBMITTED -> AppState.SUBMITTING;
            case ACCEPTED -> AppState.ACCEPTED;
            case RUNNING -> AppState.RUNNING;
            case FAILED -> AppState.FAILED;
            case KILLED -> AppState.KILLED;
            case FINISHED -> finalState(report.getFinalApplicationStatus());
        };
    }

    private static AppState finalState(@Nullable FinalApplicationStatus status) {
        if (status == FinalApplicationStatus.SUCCEEDED) {
            return AppState.SUCCEEDED;
        }
        return status == FinalApplicationStatus.KILLED ? AppState.KILLED : AppState.FAILED;
    }

    private static ResourcesHeld resources(@Nullable ApplicationResourceUsageReport usage) {
        if (usage == null || usage.getUsedResources() == null) {
            return new ResourcesHeld(0, 0, 0);
        }
        Resource used = usage.getUsedResources();
        return new ResourcesHeld(
                Math.max(0, usage.getNumUsedContainers()), used.getMemorySize(), used.getVirtualCores());
    }

    private static boolean hasValue(@Nullable String text) {
        return text != null && !text.isBlank() && !UNKNOWN.equals(text);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null || UNKNOWN.equals(text) ? "" : text;
    }
}
