package io.yarnflink.cli.run;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import java.util.HashMap;
import java.util.Map;

/** Tells how an application fares, from YARN's queue to its last job. Called by one thread at a time. */
public final class WatchNarrator implements WatchListener {

    private static final String QUEUE = "queue";
    private static final String MASTER = "master";
    private static final String CONTAINERS = "containers";
    private static final String CONTACT = "contact";

    private final Progress progress;
    private final String taskManagers;
    /** What was last told of each job. */
    private final Map<String, JobStage> stages = new HashMap<>();

    private int containersTold;
    private boolean masterTold;
    private boolean mainTold;

    private enum JobStage {
        STARTING,
        RUNNING,
        TROUBLED,
        ENDED
    }

    /** Tells it to the user through {@code progress}. */
    public WatchNarrator(Progress progress) {
        this(progress, "TaskManager containers: ");
    }

    private WatchNarrator(Progress progress, String taskManagers) {
        this.progress = progress;
        this.taskManagers = taskManagers;
    }

    /** For an application in one JVM, which has just been started. */
    static WatchNarrator ofLocal(Progress progress) {
        WatchNarrator narrator = new WatchNarrator(progress, "TaskManagers: ");
        narrator.masterTold = true;
        progress.step(MASTER, "Running main()");
        return narrator;
    }

    /** For an application that was running when the watching began: says nothing of how it came to that. */
    public static WatchNarrator ofRunning(Progress progress) {
        WatchNarrator narrator = new WatchNarrator(progress);
        narrator.masterTold = true;
        narrator.mainTold = true;
        return narrator;
    }

    @Override
    public void yarnReport(ApplicationSummary summary) {
        switch (summary.state()) {
            case SUBMITTING -> progress.step(QUEUE, "YARN is storing the application");
            case ACCEPTED -> progress.step(QUEUE, waiting(summary));
            case RUNNING -> {
                masterUp();
                if (stages.isEmpty() && !mainTold) {
                    progress.step(MASTER, "Running main()");
                }
            }
            case SUCCEEDED, FAILED, KILLED -> {
                progress.drop(QUEUE);
                progress.drop(MASTER);
            }
        }
    }

    private void masterUp() {
        if (!masterTold) {
            masterTold = true;
            progress.done(QUEUE, "ApplicationMaster is up");
        }
    }

    private static String waiting(ApplicationSummary summary) {
        if (YarnReason.masterStarts(summary.diagnostics())) {
            return "The ApplicationMaster is starting";
        }
        String reason = YarnReason.of(summary.diagnostics());
        return "Accepted by YARN, waiting in queue " + summary.queue() + (reason.isEmpty() ? "" : ": " + reason);
    }

    @Override
    public void status(ApplicationStatus status) {
        if (progress.isActive(CONTACT)) {
            progress.done(CONTACT, "The ApplicationMaster answers again");
        }
        masterUp();
        tellContainers(status.workersRegistered(), status.workersWanted());
        for (JobView job : status.jobs()) {
            progress.drop(MASTER);
            tellJob(job);
        }
    }

    private void tellContainers(int registered, int wanted) {
        if (wanted == 0) {
            return;
        }
        String text = taskManagers + registered + " of " + wanted;
        if (registered < wanted) {
            progress.step(CONTAINERS, text);
        } else if (progress.isActive(CONTAINERS) || containersTold != wanted) {
            progress.done(CONTAINERS, text);
        }
        containersTold = registered < wanted ? 0 : wanted;
    }

    private void tellJob(JobView job) {
        String key = "job " + job.id();
        String name = "Job " + Columns.printable(job.name()) + ": ";
        JobStage before = stages.getOrDefault(job.id(), JobStage.STARTING);
        if (before == JobStage.ENDED) {
            return;
        }
        JobStage now = stageOf(job);
        stages.put(job.id(), now);
        boolean left = before != now && before != JobStage.RUNNING;
        switch (now) {
            case STARTING -> progress.step(key, name + job.running() + " of " + job.tasks() + " tasks running");
            case RUNNING -> {
                if (left) {
                    progress.done(key, name + "all " + job.tasks() + " tasks running");
                }
                progress.step(key, name + "running" + finished(job));
            }
            case TROUBLED ->
                progress.step(
                        key,
                        name
                                + words(job.phase())
                                + job.failure().map(f -> ", because " + f).orElse(""));
            case ENDED -> end(key, name, job);
        }
    }

    private static String finished(JobView job) {
        return job.finished() > 0 ? ", " + job.finished() + " of " + job.tasks() + " tasks finished" : "";
    }

    private void end(String key, String name, JobView job) {
        if (job.phase() == JobPhase.FINISHED) {
            progress.done(key, name + "finished");
        } else {
            progress.failed(key, name + words(job.phase()));
        }
    }

    private static JobStage stageOf(JobView job) {
        return switch (job.phase()) {
            case FINISHED, CANCELED, FAILED -> JobStage.ENDED;
            case RESTARTING, CANCELING, FAILING -> JobStage.TROUBLED;
            case WAITING_FOR_SLOTS -> JobStage.STARTING;
            case RUNNING -> job.running() + job.finished() >= job.tasks() ? JobStage.RUNNING : JobStage.STARTING;
        };
    }

    private static String words(JobPhase phase) {
        return switch (phase) {
            case WAITING_FOR_SLOTS -> "waiting for slots";
            case RUNNING -> "running";
            case RESTARTING -> "restarting";
            case CANCELING -> "being cancelled";
            case FAILING -> "failing";
            case FINISHED -> "finished";
            case CANCELED -> "cancelled";
            case FAILED -> "failed";
        };
    }

    @Override
    public void masterLost(MasterLoss loss) {
        progress.drop(CONTACT);
        progress.drop(MASTER);
        progress.say(words(loss));
        stages.keySet().forEach(job -> progress.drop("job " + job));
        stages.clear();
        masterTold = false;
        containersTold = 0;
    }

    /** In one sentence: why one was lost, and what becomes of the application. */
    private static String words(MasterLoss loss) {
        return "ApplicationMaster lost" + (loss.reason().isEmpty() ? "" : " (" + loss.reason() + ")") + "; attempt "
                + loss.attempt()
                + loss.goesOnFrom().map(from -> " goes on from " + from).orElse(" follows");
    }

    @Override
    public void contactLost(String reason) {
        progress.step(CONTACT, "The ApplicationMaster does not answer, trying again: " + reason);
    }
}
