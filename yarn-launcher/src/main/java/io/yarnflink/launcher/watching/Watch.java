package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.watching.MasterContact.Signal;
import io.yarnflink.launcher.yarn.YarnReport;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One application being watched. Belongs to one thread; connections hand it signals through a queue. */
final class Watch implements AutoCloseable {

    private final ClusterConnection cluster;
    private final AppId id;
    private final Predicate<ApplicationStatus> enough;
    private final WatchListener listener;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Optional<MasterContact> contact;

    private Optional<ApplicationStatus> lastStatus = Optional.empty();
    private @Nullable ApplicationSummary lastSummary;
    private int lastAttempt;
    private long lastChange;
    private long lastAnswer;
    private long deadline = Long.MAX_VALUE;

    /** @param enough asked with every status of the application; once true, the watch is over before the end */
    Watch(
            ClusterConnection cluster,
            AppId id,
            Optional<ApplicationIdentity> identity,
            Predicate<ApplicationStatus> enough,
            WatchListener listener) {
        this.enough = enough;
        this.cluster = cluster;
        this.id = id;
        this.listener = listener;
        this.contact = identity.map(known -> new MasterContact(known, cluster.clock(), signals::add));
        this.lastChange = cluster.clock().monotonicMillis();
        this.lastAnswer = lastChange;
    }

    /** For so long at most, from now on; then {@link #isLate} is true. */
    Watch atMost(Duration time) {
        deadline = cluster.clock().monotonicMillis() + time.toMillis();
        return this;
    }

    /** Whether the time that it may take is over. */
    boolean isLate() {
        return cluster.clock().monotonicMillis() >= deadline;
    }

    /** What YARN has told last; empty if it has not. */
    Optional<ApplicationSummary> lastSummary() {
        return Optional.ofNullable(lastSummary);
    }

    /** What the ApplicationMaster has told last; empty if it has not. */
    Optional<ApplicationStatus> lastStatus() {
        return lastStatus;
    }

    /** How it ended; empty if there was enough before, or if it is late. */
    Optional<Outcome> untilTheEnd() throws LauncherException, InterruptedException {
        while (true) {
            Optional<YarnReport> report = ask();
            if (report.isEmpty() && isLost()) {
                return Optional.of(new Outcome.LostContact("Expected " + cluster.resourceManagerService()
                        + " to answer, but it has not for "
                        + cluster.options().contactTimeout().toSeconds() + " s; " + id + " may still be running"));
            }
            if (report.isPresent()) {
                tellLoss(report.get());
                tell(report.get().summary());
                if (report.get().summary().state().hasEnded()) {
                    drain();
                    return Optional.of(Outcomes.of(report.get().summary(), lastStatus));
                }
                connect(report.get());
            }
            await();
            if (!endAnnounced() && (lastStatus.filter(enough).isPresent() || isLate())) {
                return Optional.empty();
            }
        }
    }

    /** YARN's report; empty if YARN does not answer. */
    private Optional<YarnReport> ask() throws LauncherException, InterruptedException {
        try {
            YarnReport report = cluster.askResourceManager("asking for " + id, manager -> manager.report(id))
                    .get();
            lastAnswer = cluster.clock().monotonicMillis();
            return Optional.of(report);
        } catch (ClusterUnreachableException e) {
            return Optional.empty();
        }
    }

    private boolean isLost() {
        return cluster.clock().monotonicMillis() - lastAnswer
                > cluster.options().contactTimeout().toMillis();
    }

    /** An attempt that was there when the watching began has lost nothing that was watched. */
    private void tellLoss(YarnReport report) throws InterruptedException {
        int before = lastAttempt;
        lastAttempt = report.attempt();
        if (before > 0 && lastAttempt > before) {
            // What the one before has announced, the next may have to do again.
            lastStatus = Optional.empty();
            listener.masterLost(MasterLosses.now(cluster, report));
        }
    }

    private void tell(ApplicationSummary summary) {
        ApplicationSummary before = lastSummary;
        lastSummary = summary;
        boolean changed = before == null
                || before.state() != summary.state()
                || !before.diagnostics().equals(summary.diagnostics())
                || !before.trackingUrl().equals(summary.trackingUrl());
        if (changed) {
            lastChange = cluster.clock().monotonicMillis();
            listener.yarnReport(summary);
        }
    }

    private void connect(YarnReport report) throws InterruptedException {
        if (contact.isPresent()
                && report.master().isPresent()
                && report.summary().state() == AppState.RUNNING
                && !endAnnounced()) {
            contact.get().tryConnect(report.master().get()).ifPresent(listener::contactLost);
        }
    }

    /** Waits for the next time to ask YARN, and hands on what the ApplicationMaster says meanwhile. */
    private void await() throws InterruptedException {
        long next = Math.min(deadline, cluster.clock().monotonicMillis() + pace());
        while (true) {
            long left = next - cluster.clock().monotonicMillis();
            Signal signal = left <= 0 ? null : signals.poll(left, TimeUnit.MILLISECONDS);
            if (signal == null) {
                return;
            }
            if (handle(signal)) {
                return;
            }
        }
    }

    /** Whether YARN should be asked now. */
    private boolean handle(Signal signal) {
        lastChange = cluster.clock().monotonicMillis();
        if (signal instanceof Signal.Status status) {
            lastStatus = Optional.of(status.status());
            listener.status(status.status());
            return endAnnounced() || enough.test(status.status());
        }
        contact.ifPresent(MasterContact::lost);
        if (!endAnnounced() && signal instanceof Signal.Closed closed) {
            listener.contactLost("The connection to the ApplicationMaster has ended"
                    + closed.cause().map(cause -> ": " + cause).orElse(""));
        }
        return true;
    }

    private void drain() {
        for (Signal signal = signals.poll(); signal != null; signal = signals.poll()) {
            if (signal instanceof Signal.Status status) {
                lastStatus = Optional.of(status.status());
                listener.status(status.status());
            }
        }
    }

    private boolean endAnnounced() {
        return lastStatus
                .filter(status -> status.phase() != ApplicationPhase.RUNNING)
                .isPresent();
    }

    private long pace() {
        return PollPace.millis(new PollPace.Situation(
                contact.map(MasterContact::isOpen).orElse(false),
                endAnnounced(),
                cluster.clock().monotonicMillis() - lastChange));
    }

    @Override
    public void close() {
        contact.ifPresent(MasterContact::close);
    }
}
