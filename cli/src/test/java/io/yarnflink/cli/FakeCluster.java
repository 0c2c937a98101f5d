package io.yarnflink.cli;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationControl;
import io.yarnflink.launcher.ApplicationDetails;
import io.yarnflink.launcher.ApplicationLauncher;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ApplicationWatcher;
import io.yarnflink.launcher.Applications;
import io.yarnflink.launcher.CheckpointHistory;
import io.yarnflink.launcher.Cleaning;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.ContainerSizes;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmissionListener;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster that takes every submission and ends it as the test wants. For one thread. */
final class FakeCluster
        implements ClusterAccess,
                ApplicationLauncher,
                ApplicationWatcher,
                Applications,
                ApplicationControl,
                CheckpointHistory {

    static final AppId ID = new AppId("application_1700000000000_0007");

    final List<Submission> submissions = new ArrayList<>();
    final List<ApplicationSummary> known = new ArrayList<>();
    Outcome outcome = new Outcome.Succeeded();

    /** Present if the application ends before it has its containers. */
    Optional<Outcome> start = Optional.empty();

    final List<SavepointWish> savepoints = new ArrayList<>();
    final List<CheckpointView> checkpoints = new ArrayList<>();

    final List<KeptCheckpoint> left = new ArrayList<>();
    final List<CleaningWish> cleanings = new ArrayList<>();

    /** Empty if the application goes on with other jobs. */
    Optional<Outcome> endAfterStop = Optional.of(new Outcome.Succeeded());

    @Nullable
    LauncherException problem;

    boolean closed;

    @Override
    public ApplicationLauncher launcher() {
        return this;
    }

    @Override
    public ApplicationWatcher watcher() {
        return this;
    }

    @Override
    public Applications applications() {
        return this;
    }

    @Override
    public ApplicationControl control() {
        return this;
    }

    @Override
    public CheckpointHistory history() {
        return this;
    }

    @Override
    public List<KeptCheckpoint> of(String name) throws LauncherException {
        fail();
        return left;
    }

    @Override
    public Cleaning clean(String name, CleaningWish wish) throws LauncherException {
        fail();
        cleanings.add(wish);
        return new Cleaning(left.subList(Math.min(wish.keep(), left.size()), left.size()), List.of());
    }

    @Override
    public String savepoint(AppId id, SavepointWish wish) throws LauncherException {
        fail();
        savepoints.add(wish);
        return "hdfs:///savepoints/savepoint-1";
    }

    @Override
    public Outcome cancel(AppId id, WatchListener listener) throws LauncherException {
        fail();
        return outcome;
    }

    @Override
    public Optional<Outcome> awaitEnd(AppId id, WatchListener listener) {
        return endAfterStop;
    }

    @Override
    public List<CheckpointView> checkpoints(AppId id) throws LauncherException {
        fail();
        return checkpoints;
    }

    @Override
    public String describe() {
        return "rm.example.org:8032";
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public SubmittedApplication submit(Submission submission, SubmissionListener progress) throws LauncherException {
        fail();
        submissions.add(submission);
        ApplicationIdentity identity = new ApplicationIdentity(new byte[] {1}, "secret");
        SubmittedApplication application = new SubmittedApplication(
                ID,
                submission.name().orElse("derived"),
                identity,
                "hdfs:///apps/7",
                new ContainerSizes(1600, 1, 1728, 1),
                0);
        progress.connected(ID);
        progress.checked();
        progress.submitting();
        progress.submitted(application);
        return application;
    }

    @Override
    public Optional<Outcome> awaitStart(SubmittedApplication application, WatchListener listener) {
        return start;
    }

    @Override
    public Outcome follow(SubmittedApplication application, WatchListener listener) {
        return outcome;
    }

    @Override
    public Outcome follow(AppId id, WatchListener listener) {
        return outcome;
    }

    @Override
    public List<ApplicationSummary> list(boolean ended) throws LauncherException {
        fail();
        return known.stream().filter(a -> ended || !a.state().hasEnded()).toList();
    }

    @Override
    public ApplicationDetails status(AppId id) throws LauncherException {
        return ApplicationDetails.of(find(id));
    }

    @Override
    public ApplicationSummary kill(AppId id) throws LauncherException {
        return find(id);
    }

    private ApplicationSummary find(AppId id) throws LauncherException {
        fail();
        for (ApplicationSummary summary : known) {
            if (summary.id().equals(id)) {
                return summary;
            }
        }
        throw new ApplicationNotFoundException("YARN knows no " + id, null);
    }

    private void fail() throws LauncherException {
        if (problem != null) {
            throw problem;
        }
    }

    static ApplicationSummary summary(AppState state, String name, String diagnostics) {
        Instant started = Instant.parse("2026-01-01T11:58:00Z");
        return new ApplicationSummary(
                ID,
                name,
                "me",
                "default",
                state,
                diagnostics,
                Optional.of("http://rm.example.org:8088/proxy/" + ID),
                started,
                state.hasEnded() ? Optional.of(started.plusSeconds(30)) : Optional.empty(),
                new ApplicationSummary.ResourcesHeld(3, 4096, 3));
    }
}
