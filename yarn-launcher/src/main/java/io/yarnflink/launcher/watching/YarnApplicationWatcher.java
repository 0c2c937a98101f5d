package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ApplicationWatcher;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.launcher.registry.EndedApplication;
import io.yarnflink.launcher.registry.Identities;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.yarn.QueueUse;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows applications on YARN. Thread-safe; each {@code follow} belongs to its caller's thread. */
public final class YarnApplicationWatcher implements ApplicationWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(YarnApplicationWatcher.class);

    private final ClusterConnection cluster;

    /** Follows applications of one cluster. */
    public YarnApplicationWatcher(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    @Override
    public Optional<Outcome> awaitStart(SubmittedApplication application, WatchListener listener)
            throws LauncherException, InterruptedException {
        Duration patience = cluster.options().submitTimeout();
        if (patience.isZero()) {
            return Optional.empty();
        }
        try (Watch watch = new Watch(
                        cluster,
                        application.id(),
                        Optional.of(application.identity()),
                        LateStart::hasContainers,
                        listener)
                .atMost(patience)) {
            Optional<Outcome> outcome = watch.untilTheEnd();
            if (outcome.isPresent()
                    || watch.lastStatus().filter(LateStart::hasContainers).isPresent()) {
                return outcome;
            }
            LateStart late = new LateStart(application, patience, watch.lastSummary(), watch.lastStatus());
            String reason = late.reason(queueOf(watch.lastSummary()));
            cluster.askResourceManager("killing " + application.id(), manager -> manager.kill(application.id()))
                    .get();
            cleanUpAfter(application.id());
            return Optional.of(new Outcome.NotStarted(reason));
        }
    }

    /** Empty where YARN does not tell: the application is killed all the same. */
    private Optional<QueueUse> queueOf(Optional<ApplicationSummary> summary) throws InterruptedException {
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        try {
            return cluster.askResourceManager(
                            "looking up a queue",
                            manager -> manager.queueUse(summary.get().queue()))
                    .get();
        } catch (LauncherException e) {
            LOG.debug("How full the queue is remains unknown", e);
            return Optional.empty();
        }
    }

    @Override
    public Outcome follow(SubmittedApplication application, WatchListener listener)
            throws LauncherException, InterruptedException {
        return follow(application.id(), Optional.of(application.identity()), listener);
    }

    @Override
    public Outcome follow(AppId id, WatchListener listener) throws LauncherException, InterruptedException {
        return follow(id, identityOf(id), listener);
    }

    /**
     * Follows an application as long as nothing else is to be waited for.
     *
     * @param enough asked with every status that the ApplicationMaster tells
     * @return how it ended; empty as soon as {@code enough} says so
     */
    public Optional<Outcome> followUnless(AppId id, Predicate<ApplicationStatus> enough, WatchListener listener)
            throws LauncherException, InterruptedException {
        return follow(id, identityOf(id), enough, listener);
    }

    /** Empty where only YARN's words can be heard. */
    private Optional<ApplicationIdentity> identityOf(AppId id) throws LauncherException, InterruptedException {
        String owner = cluster.askResourceManager("asking for " + id, manager -> manager.report(id))
                .get()
                .summary()
                .user();
        return cluster.askStorage("reading the application's file", storage -> Identities.find(storage, id, owner))
                .get()
                .identity();
    }

    private Outcome follow(AppId id, Optional<ApplicationIdentity> identity, WatchListener listener)
            throws LauncherException, InterruptedException {
        return follow(id, identity, status -> false, listener).orElseThrow();
    }

    private Optional<Outcome> follow(
            AppId id,
            Optional<ApplicationIdentity> identity,
            Predicate<ApplicationStatus> enough,
            WatchListener listener)
            throws LauncherException, InterruptedException {
        try (Watch watch = new Watch(cluster, id, identity, enough, listener)) {
            Optional<Outcome> outcome = watch.untilTheEnd();
            if (outcome.isPresent()
                    && (outcome.get() instanceof Outcome.Killed || outcome.get() instanceof Outcome.Failed)) {
                cleanUpAfter(id);
            }
            return outcome;
        }
    }

    /** Its ApplicationMaster may have had no time to. What cannot be removed now is left to the next client's sweep. */
    private void cleanUpAfter(AppId id) throws InterruptedException {
        try {
            EndedApplication.forget(cluster, id);
        } catch (LauncherException e) {
            LOG.debug("The file of {} is left to the next client", id, e);
        }
    }
}
