package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.artifact.ArtifactStore;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the core's actions out. Owned by the event loop; nothing here blocks. */
final class ActionRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final EventLoop loop;
    private final WorkerProvider provider;
    private final WorkerConnections connections;
    private final PendingEvents events;
    private final Watchers watchers;
    private final ArtifactStore artifacts;
    private final JobManagerMetrics metrics;
    private final Executor io;
    private final long heartbeatMillis;
    private final Consumer<JobEvent> core;
    private final Map<JobID, RunningJob> jobs;
    private final Savepoints savepoints;
    private final CheckpointRunner checkpoints;
    private final Deployments deployments;

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
        this.artifacts = shared.artifacts();
        this.metrics = shared.metrics();
        this.io = shared.io();
        this.heartbeatMillis = heartbeatMillis;
        this.core = core;
        this.jobs = jobs;
        this.savepoints = savepoints;
        this.checkpoints = new CheckpointRunner(loop, connections, jobs, core);
        this.deployments = new Deployments(loop, connections, core);
    }

    void run(JobAction action, long now) {
        assert loop.isCurrent();
        if (action instanceof JobAction.DeployAttempt deploy) {
            deployments.deploy(job(deploy.job()), deploy);
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
        } else if (action instanceof JobAction.JobReset reset) {
            reset(job(reset.job()), reset.checkpoint());
        } else if (action instanceof JobAction.AllRunning running) {
            LOG.info(
                    "Job {} ({}) all tasks running",
                    job(running.job()).topology().name(),
                    running.job());
            watchers.tell();
        } else if (action instanceof JobAction.JobEnded ended) {
            end(ended, now);
        } else {
            checkpoints.run(action);
        }
    }

    private static void reset(RunningJob job, OptionalLong checkpoint) {
        Map<OperatorID, byte[]> states =
                checkpoint.isPresent() ? job.checkpoints().coordinatorStatesOf(checkpoint.getAsLong()) : Map.of();
        job.coordinators().reset(checkpoint, states);
    }

    private void end(JobAction.JobEnded ended, long now) {
        RunningJob job = job(ended.job());
        LOG.info(
                "Job {} ({}) switched to {}",
                job.topology().name(),
                ended.job(),
                ended.end().phase());
        job.coordinators().close();
        checkpoints.jobEnded(ended.job());
        metrics.jobEnded(ended.job());
        connections.workers().forEach(worker -> connections.send(worker, new JobManagerMessage.JobEnded(ended.job())));
        watchers.tell();
        io.execute(() -> {
            job.complete(ended.end(), now);
            artifacts.remove(ended.job());
        });
    }

    private RunningJob job(JobID id) {
        RunningJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("Job " + id + " is not known");
        }
        return job;
    }

    /** Returns at once. */
    @Override
    public void close() {
        deployments.close();
    }
}
