package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the core's actions out. Owned by the event loop; nothing here blocks. */
final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final EventLoop loop;
    private final WorkerProvider provider;
    private final WorkerConnections connections;
    private final PendingEvents events;
    private final Watchers watchers;
    private final long heartbeatMillis;
    private final Consumer<JobEvent> core;
    private final Map<JobID, RunningJob> jobs;
    private final Savepoints savepoints;

    /**
     * @param shared what all of the JobManager's parts use
     * @param jobs all jobs
     * @param savepoints hears which savepoints are there
     * @param heartbeatMillis how often TaskManagers report
     * @param core takes the events that follow from actions
     */
    ActionRunner(
            JobManagerParts shared,
            Map<JobID, RunningJob> jobs,
            Savepoints savepoints,
            long heartbeatMillis,
            Consumer<JobEvent> core) {
        this.loop = shared.loop();
        this.provider = shared.provider();
        this.connections = shared.connections();
        this.events = shared.events();
        this.watchers = shared.watchers();
        this.heartbeatMillis = heartbeatMillis;
        this.core = core;
        this.jobs = jobs;
        this.savepoints = savepoints;
    }

    void run(JobAction action, long now) {
        assert loop.isCurrent();
        if (action instanceof JobAction.DeployAttempt deploy) {
            deploy(deploy);
        } else if (action instanceof JobAction.CancelAttempt cancel) {
            connections.send(cancel.worker(), new JobManagerMessage.Cancel(cancel.attempt()));
        } else if (action instanceof JobAction.AcknowledgeEnd end) {
            connections.send(end.worker(), new JobManagerMessage.AttemptEndAcknowledged(end.attempt()));
        } else if (action instanceof JobAction.SetTimer timer) {
            loop.schedule(() -> core.accept(new JobEvent.TimerFired(timer.timer())), timer.delay());
        } else if (action instanceof JobAction.JobChanged) {
            watchers.changed();
        } else {
            runOfWorkers(action);
            runOfJobs(action, now);
        }
    }

    private void runOfWorkers(JobAction action) {
        if (action instanceof JobAction.AcceptWorker accept) {
            provider.registered(accept.worker());
            connections.send(accept.worker(), new JobManagerMessage.WorkerRegistered(heartbeatMillis));
            watchers.changed();
        } else if (action instanceof JobAction.RejectWorker reject) {
            LOG.warn("TaskManager {} is not accepted: {}", reject.worker(), reject.reason());
            connections.dismiss(reject.worker(), new JobManagerMessage.WorkerRejected(reject.reason()));
        } else if (action instanceof JobAction.SetWorkerTarget target) {
            provider.setTarget(target.workers());
            watchers.changed();
        } else if (action instanceof JobAction.ReleaseWorker release) {
            LOG.info("TaskManager {} is released: {}", release.worker(), release.reason());
            connections.dismiss(release.worker(), new JobManagerMessage.ShutDown(release.reason()));
            events.workerGone(release.worker());
            provider.release(release.worker(), release.reason());
            watchers.changed();
        }
    }

    private void runOfJobs(JobAction action, long now) {
        if (action instanceof JobAction.AttemptReady ready) {
            job(ready.job()).coordinators().attemptReady(ready.subtask(), ready.worker(), ready.attempt());
        } else if (action instanceof JobAction.AttemptEnded ended) {
            job(ended.job())
                    .coordinators()
                    .attemptEnded(ended.subtask(), ended.attempt(), new JobFailure(ended.cause()));
        } else if (action instanceof JobAction.SubtasksReset reset) {
            job(reset.job()).coordinators().subtasksReset(reset.subtasks(), reset.checkpoint());
        } else if (action instanceof JobAction.SavepointAnswered answered) {
            savepoints.answered(answered);
        } else if (action instanceof JobAction.AllRunning running) {
            LOG.info(
                    "Job {} ({}) all tasks running",
                    job(running.job()).topology().name(),
                    running.job());
            watchers.tell();
        } else if (action instanceof JobAction.JobEnded ended) {
            end(ended, now);
        }
    }

    private void deploy(JobAction.DeployAttempt deploy) {
        RunningJob job = job(deploy.job());
        try {
            connections.send(
                    deploy.worker(),
                    new JobManagerMessage.Deploy(
                            deploy.sequence(),
                            deploy.attempt(),
                            deploy.slot(),
                            job.deployments().job(),
                            job.deployments().task(deploy, null)));
        } catch (IllegalArgumentException e) {
            // Too large to be sent, now and whenever it is repeated.
            FailureCause cause = new FailureCause(String.valueOf(e.getMessage()), "");
            AttemptStatus failed = new AttemptStatus(
                    deploy.attempt(),
                    AttemptState.FAILED,
                    Optional.of(cause),
                    new byte[0],
                    AttemptStatus.Progress.START);
            loop.execute(() -> core.accept(new JobEvent.AttemptReported(deploy.worker(), failed)));
        }
    }

    private void end(JobAction.JobEnded ended, long now) {
        RunningJob job = job(ended.job());
        LOG.info(
                "Job {} ({}) switched to {}",
                job.topology().name(),
                ended.job(),
                ended.end().phase());
        job.coordinators().close();
        connections.workers().forEach(worker -> connections.send(worker, new JobManagerMessage.JobEnded(ended.job())));
        watchers.tell();
        job.complete(ended.end(), now);
    }

    private RunningJob job(JobID id) {
        RunningJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("Job " + id + " is not known");
        }
        return job;
    }
}
