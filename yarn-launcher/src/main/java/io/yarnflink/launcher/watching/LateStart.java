package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ContainerSizes;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.yarn.QueueUse;
import io.yarnflink.runtime.application.ApplicationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application that has waited too long for its containers. Pure.
 *
 * @param patience for how long it was waited
 * @param summary what YARN said last
 * @param status what the ApplicationMaster said last; empty if it has not come up
 */
record LateStart(
        SubmittedApplication application,
        Duration patience,
        Optional<ApplicationSummary> summary,
        Optional<ApplicationStatus> status) {

    /** Whether an application has all containers that it wants. */
    static boolean hasContainers(ApplicationStatus status) {
        return status.workersWanted() > 0 && status.workersRegistered() >= status.workersWanted();
    }

    /** What was asked for, what there was, and what to do; a sentence a line. */
    String reason(Optional<QueueUse> queue) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected " + application.id() + " to have its containers within " + patience.toSeconds()
                + " s (yarnflink.client.submit-timeout), but " + missing() + ". It was killed.");
        String name = summary.map(ApplicationSummary::queue).orElse("");
        queue.ifPresent(use -> lines.add("Queue " + name + ": " + amount(use.usedMib(), use.usedVcores())
                + " are in use, " + amount(use.freeMib(), use.freeVcores()) + " are free"));
        summary.map(ApplicationSummary::diagnostics)
                .filter(words -> !words.isBlank())
                .ifPresent(words -> lines.add("YARN says: " + words));
        lines.add("Name another queue with --queue, ask for less, or wait longer with --submit-timeout");
        return String.join("\n", lines);
    }

    private String missing() {
        ContainerSizes sizes = application.sizes();
        if (status.isEmpty()) {
            return "its ApplicationMaster (" + amount(sizes.masterMemoryMib(), sizes.masterVcores())
                    + ") has not come up";
        }
        return "of its TaskManagers (" + amount(sizes.workerMemoryMib(), sizes.workerVcores()) + " each) "
                + status.get().workersRegistered() + " of " + status.get().workersWanted() + " have come";
    }

    private static String amount(long mib, long vcores) {
        return mib + " MiB and " + vcores + (vcores == 1 ? " virtual core" : " virtual cores");
    }
}
