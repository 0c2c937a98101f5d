package io.yarnflink.launcher.control;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.RequestFailedException;
import io.yarnflink.launcher.registry.Identities;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.yarn.YarnReport;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ApplicationClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection to one application's ApplicationMaster, for one command. Used by one thread. */
final class MasterSession implements AutoCloseable {

    /** A machine that has gone silent is found out by asking YARN so often. */
    private static final long LOOK_SECONDS = 5;

    private final ClusterConnection cluster;
    private final AppId id;
    private final YarnReport.Address address;
    private final ApplicationClient client;

    private MasterSession(ClusterConnection cluster, AppId id, YarnReport.Address address, ApplicationClient client) {
        this.cluster = cluster;
        this.id = id;
        this.address = address;
        this.client = client;
    }

    /** Connects, or tells why nobody can or this user may not. */
    static MasterSession open(ClusterConnection cluster, AppId id) throws LauncherException, InterruptedException {
        YarnReport report = report(cluster, id);
        ApplicationSummary summary = report.summary();
        requireLive(summary);
        if (report.master().isEmpty()) {
            throw new AccessRefusedException(
                    "YARN does not tell this user where the ApplicationMaster of " + id + " is: only " + summary.user()
                            + " and those whom its yarn.view.acls names hear that",
                    null);
        }
        Identities.Found found = cluster.askStorage(
                        "reading the application's file", storage -> Identities.find(storage, id, summary.user()))
                .get();
        if (found.identity().isEmpty()) {
            throw refusal(summary, found);
        }
        YarnReport.Address address = report.master().get();
        try {
            return new MasterSession(
                    cluster,
                    id,
                    address,
                    ApplicationClient.connect(
                            new InetSocketAddress(address.host(), address.port()),
                            found.identity().get(),
                            cluster.options().connectTimeout()));
        } catch (IOException e) {
            requireLive(report(cluster, id).summary());
            throw new ClusterUnreachableException(
                    "The ApplicationMaster of " + id + " at " + address + " does not answer: " + e.getMessage()
                            + ". Check that no firewall is between; 'yarn-flink status " + id + "' shows what YARN"
                            + " knows",
                    e);
        }
    }

    ApplicationClient client() {
        return client;
    }

    /** What the application says of itself now. */
    ApplicationStatus status() throws LauncherException, InterruptedException {
        CompletableFuture<ApplicationStatus> first = new CompletableFuture<>();
        client.watch(first::complete);
        return await(first);
    }

    /** Waits as long as it takes, unless the application ends or can be reached no more. */
    <T> T await(CompletableFuture<T> answer) throws LauncherException, InterruptedException {
        CompletableFuture<Void> over = client.closed();
        while (true) {
            try {
                CompletableFuture.anyOf(answer, over.exceptionally(cause -> null))
                        .get(LOOK_SECONDS, TimeUnit.SECONDS);
                if (answer.isDone()) {
                    return answer.get();
                }
                throw lost("its connection ended");
            } catch (TimeoutException e) {
                requireSame(report(cluster, id));
            } catch (ExecutionException e) {
                throw explained(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private LauncherException explained(Throwable cause) throws LauncherException, InterruptedException {
        if (cause instanceof io.yarnflink.runtime.control.RequestFailedException) {
            return new RequestFailedException(id + " could not do it: " + cause.getMessage(), cause);
        }
        return lost(String.valueOf(cause.getMessage()));
    }

    private LauncherException lost(String why) throws LauncherException, InterruptedException {
        requireSame(report(cluster, id));
        return new ClusterUnreachableException(
                "The ApplicationMaster of " + id + " at " + address + " was lost before it answered: " + why
                        + ". Unless the application ends, another goes on with its jobs, also with one that was to stop."
                        + " What is complete is told by 'yarn-flink checkpoints " + id + "'",
                null);
    }

    /** While YARN starts another ApplicationMaster, the application is one that has not started. */
    private void requireSame(YarnReport now) throws LauncherException {
        requireNotEnded(now.summary());
        if (!now.master().equals(Optional.of(address))) {
            throw new ClusterUnreachableException(
                    "The ApplicationMaster of " + id + " at " + address
                            + " was lost before it answered, and YARN starts"
                            + " another, which goes on with the jobs, also with one that was to stop. What is complete is"
                            + " told by 'yarn-flink checkpoints " + id + "'; ask again when 'yarn-flink status " + id
                            + "' shows it running",
                    null);
        }
    }

    private static void requireLive(ApplicationSummary summary) throws ApplicationNotLiveException {
        requireNotEnded(summary);
        if (summary.state() != AppState.RUNNING) {
            throw new ApplicationNotLiveException(
                    summary.id() + " has not started yet: try again when 'yarn-flink status " + summary.id()
                            + "' shows it running",
                    null);
        }
    }

    private static void requireNotEnded(ApplicationSummary summary) throws ApplicationNotLiveException {
        if (summary.state().hasEnded()) {
            String why = summary.diagnostics().lines().findFirst().orElse("");
            throw new ApplicationNotLiveException(
                    summary.id() + " has ended: "
                            + summary.state().name().toLowerCase(Locale.ROOT)
                            + (why.isBlank() ? "" : ", " + why.strip())
                            + ". 'yarn-flink list' shows what runs",
                    null);
        }
    }

    private static AccessRefusedException refusal(ApplicationSummary summary, Identities.Found found) {
        return new AccessRefusedException(
                found.denied().isPresent()
                        ? "Only " + summary.user() + " and those whom its yarn.modify.acls names may change "
                                + summary.id() + ": " + found.denied().get()
                        : "Expected the file of " + summary.id() + " at " + found.location() + ", found none: if "
                                + summary.user() + " keeps such files elsewhere, name the place with"
                                + " -D yarnflink.cache.dir",
                null);
    }

    private static YarnReport report(ClusterConnection cluster, AppId id)
            throws LauncherException, InterruptedException {
        return cluster.askResourceManager("asking for " + id, manager -> manager.report(id))
                .get();
    }

    @Override
    public void close() {
        client.close();
    }
}
