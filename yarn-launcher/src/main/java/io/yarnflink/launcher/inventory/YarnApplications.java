package io.yarnflink.launcher.inventory;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationDetails;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.Applications;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.launcher.registry.EndedApplication;
import io.yarnflink.launcher.registry.Identities;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.watching.MasterLosses;
import io.yarnflink.launcher.yarn.YarnReport;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ApplicationClient;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Applications on YARN. Thread-safe. */
public final class YarnApplications implements Applications {

    /** A status that takes longer is not worth a person's waiting. */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(3);

    private final ClusterConnection cluster;

    /** Applications of one cluster. */
    public YarnApplications(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<ApplicationSummary> list(boolean ended) throws LauncherException, InterruptedException {
        return cluster.askResourceManager("listing applications", manager -> manager.list(ended)).get().stream()
                .map(YarnReport::summary)
                .sorted(Comparator.comparing(ApplicationSummary::started)
                        .thenComparing(ApplicationSummary::id)
                        .reversed())
                .toList();
    }

    @Override
    public ApplicationDetails status(AppId id) throws LauncherException, InterruptedException {
        YarnReport report = cluster.askResourceManager("asking for " + id, manager -> manager.report(id))
                .get();
        ApplicationDetails known = ApplicationDetails.of(report.summary());
        if (report.summary().state().hasEnded()) {
            return known;
        }
        Optional<MasterLoss> loss = MasterLosses.last(cluster, report);
        return ask(report, loss.map(known::after).orElse(known));
    }

    private ApplicationDetails ask(YarnReport report, ApplicationDetails known) throws InterruptedException {
        ApplicationSummary summary = report.summary();
        AppId id = summary.id();
        if (summary.state() != AppState.RUNNING || report.master().isEmpty()) {
            return known;
        }
        Identities.Found found;
        try {
            found = cluster.askStorage(
                            "reading the application's file", storage -> Identities.find(storage, id, summary.user()))
                    .get();
        } catch (LauncherException e) {
            return known.unreachable(String.valueOf(e.getMessage()));
        }
        if (found.identity().isEmpty()) {
            return known.unreachable(
                    "Only " + summary.user() + " and those whom the application's yarn.modify.acls names can see more");
        }
        return ask(known, report.master().get(), found.identity().get());
    }

    private static ApplicationDetails ask(
            ApplicationDetails known, YarnReport.Address master, ApplicationIdentity identity)
            throws InterruptedException {
        BlockingQueue<ApplicationStatus> first = new ArrayBlockingQueue<>(1);
        try (ApplicationClient client = ApplicationClient.connect(
                new InetSocketAddress(master.host(), master.port()), identity, STATUS_TIMEOUT)) {
            client.watch(status -> {
                var unused = first.offer(status);
            });
            ApplicationStatus status = first.poll(STATUS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return status == null
                    ? unreachable(known, master, "it said nothing within " + STATUS_TIMEOUT.toSeconds() + " s")
                    : known.with(status);
        } catch (IOException e) {
            return unreachable(known, master, String.valueOf(e.getMessage()));
        }
    }

    private static ApplicationDetails unreachable(ApplicationDetails known, YarnReport.Address master, String why) {
        return known.unreachable("The ApplicationMaster at " + master + " did not answer: " + why);
    }

    @Override
    public ApplicationSummary kill(AppId id) throws LauncherException, InterruptedException {
        YarnReport report = cluster.askResourceManager("killing " + id, manager -> manager.kill(id))
                .get();
        EndedApplication.forget(cluster, id);
        return report.summary();
    }
}
