package io.yarnflink.launcher.cluster;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.launcher.SubmissionListener;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers all it is told. */
final class Recorder implements SubmissionListener, WatchListener {

    final List<String> phases = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<AppState> states = new CopyOnWriteArrayList<>();
    final List<ApplicationPhase> statuses = new CopyOnWriteArrayList<>();

    @Override
    public void connected(AppId id) {
        phases.add("connected");
    }

    @Override
    public void checked() {
        phases.add("checked");
    }

    @Override
    public void notice(String text) {
        notices.add(text);
    }

    @Override
    public void cached(String file, long bytes) {
        phases.add("cached " + file);
    }

    @Override
    public void uploading(String file, long sent, long total) {}

    @Override
    public void uploaded(String file, long bytes) {
        phases.add("uploaded " + file);
    }

    @Override
    public void submitting() {
        phases.add("submitting");
    }

    @Override
    public void submitted(SubmittedApplication application) {
        phases.add("submitted");
    }

    @Override
    public void yarnReport(ApplicationSummary summary) {
        states.add(summary.state());
    }

    @Override
    public void status(ApplicationStatus status) {
        statuses.add(status.phase());
    }

    @Override
    public void masterLost(MasterLoss loss) {
        phases.add("master lost: " + loss);
    }

    @Override
    public void contactLost(String reason) {
        phases.add("contact lost: " + reason);
    }
}
