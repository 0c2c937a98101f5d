package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.task.JobServices;
import io.yarnflink.runtime.task.TaskAttempt;
import io.yarnflink.runtime.task.TaskContext;
import io.yarnflink.runtime.task.TaskListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a registered TaskManager does: deploys, cancels, passes events on, tells the JobManager how attempts fare, and
 * ends. Everything happens on the event loop.
 */
final class WorkerCore {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCore.class);

    private enum Phase {
        REGISTERING,
        WORKING,
        /** The JobManager is lost and another may come: cancels what runs and waits for its end. */
        ABANDONED,
        /** Cancels what runs and waits for its end. */
        STOPPING,
        ENDED
    }

    private final WorkerLoop loop;
    private final ControlConnection connection;
    private final WorkerResources resources;
    private final Duration stopGrace;
    private final Consumer<TaskManagerEnd> onEnd;
    private final JobManagerRequests requests;
    private final Attempts attempts = new Attempts();
    private final Jobs jobs;
    private final TaskListener listener = new Listener();
    private Phase phase = Phase.REGISTERING;
    private @Nullable Future<?> heartbeats;
    private @Nullable TaskManagerEnd end;
    private Runnable whenIdle = () -> {};

    /**
     * Begins before the registration.
     *
     * @param jobs what is kept for jobs, also from one JobManager to the next
     * @param stopGrace how long tasks may take to end once the TaskManager is to stop
     * @param onEnd called on the loop, once: nothing lives any more, or it has had its time
     */
    WorkerCore(
            WorkerLoop loop,
            ControlConnection connection,
            WorkerResources resources,
            Jobs jobs,
            Duration stopGrace,
            Consumer<TaskManagerEnd> onEnd) {
        this.loop = loop;
        this.connection = connection;
        this.resources = resources;
        this.stopGrace = stopGrace;
        this.onEnd = onEnd;
        this.requests = new JobManagerRequests(loop, connection);
        this.jobs = jobs;
    }

    /**
     * Says hello; the JobManager's answer begins the work.
     *
     * @param patience how long to wait for the answer before giving up
     */
    void register(WorkerMessage.RegisterWorker hello, Duration patience) {
        loop.assertInside();
        connection.send(hello);
        loop.after(patience, () -> {
            if (phase == Phase.REGISTERING) {
                stop(new TaskManagerEnd(
                        TaskManagerEnd.FAILED,
                        "The JobManager at " + connection.remote() + " has not answered the registration within "
                                + patience.toMillis() + " ms (taskmanager.registration.timeout)"));
            }
        });
    }

    /** Whether this is the connection that it was made for. */
    boolean uses(ControlConnection other) {
        return connection == other;
    }

    /** A message has come. */
    void handle(JobManagerMessage message) {
        loop.assertInside();
        if (phase == Phase.ENDED) {
            return;
        }
        if (message instanceof JobManagerMessage.WorkerRegistered registered) {
            registered(Duration.ofMillis(registered.heartbeatIntervalMillis()));
        } else if (message instanceof JobManagerMessage.WorkerRejected rejected) {
            stop(new TaskManagerEnd(TaskManagerEnd.REJECTED, "The JobManager rejected it: " + rejected.reason()));
        } else if (message instanceof JobManagerMessage.ShutDown shutDown) {
            stop(new TaskManagerEnd(TaskManagerEnd.DONE, shutDown.reason()));
        } else if (message instanceof JobManagerMessage.JobEnded ended) {
            jobEnded(ended.job());
        } else {
            handleForAttempt(message);
        }
    }

    private void handleForAttempt(JobManagerMessage message) {
        if (message instanceof JobManagerMessage.Deploy deploy) {
            deploy(deploy);
        } else if (message instanceof JobManagerMessage.Cancel cancel) {
            cancel(cancel.attempt());
        } else if (message instanceof JobManagerMessage.AttemptEndAcknowledged acknowledged) {
            attempts.acknowledge(acknowledged.attempt());
        } else if (message instanceof JobManagerMessage.EventToOperator event) {
            deliver(event);
        } else if (message instanceof JobManagerMessage.TriggerCheckpoint trigger) {
            trigger(trigger);
        } else if (message instanceof JobManagerMessage.CheckpointConfirmed confirmed) {
            attempts.alive(confirmed.attempt())
                    .ifPresent(task -> task.confirmCheckpoint(confirmed.checkpoint(), confirmed.subsumed()));
        } else if (message instanceof JobManagerMessage.CheckpointAborted aborted) {
            attempts.alive(aborted.attempt())
                    .ifPresent(task -> task.abortCheckpoint(aborted.checkpoint(), aborted.latestCompleted()));
        } else {
            requests.answered(message);
        }
    }

    private void trigger(JobManagerMessage.TriggerCheckpoint trigger) {
        Optional<TaskAttempt> alive = attempts.alive(trigger.attempt());
        if (alive.isPresent()) {
            alive.get().triggerCheckpoint(trigger.checkpoint(), trigger.timestamp(), trigger.options());
        } else {
            String problem = "Expected a running task, but " + trigger.attempt() + " is not on this TaskManager";
            requests.decline(
                    trigger.attempt(),
                    trigger.checkpoint(),
                    CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY,
                    new FailureCause(problem, ""));
        }
    }

    private void registered(Duration interval) {
        if (phase == Phase.REGISTERING) {
            phase = Phase.WORKING;
            heartbeats = loop.every(interval, this::heartbeat);
        }
    }

    private void heartbeat() {
        if (phase != Phase.ENDED) {
            connection.send(new WorkerMessage.Heartbeat(attempts.lastDeployment(), attempts.allStatuses()));
        }
    }

    private void deploy(JobManagerMessage.Deploy deploy) {
        ExecutionAttemptID id = deploy.attempt();
        if (!attempts.admit(deploy.sequence(), id)) {
            LOG.debug("Deployment {} of {} came again", deploy.sequence(), id);
            return;
        }
        if (phase != Phase.WORKING) {
            tell(AttemptStatus.of(id, AttemptState.CANCELED));
            return;
        }
        if (deploy.slot() < 0 || deploy.slot() >= resources.slots()) {
            String problem = "Expected a slot from 0 to " + (resources.slots() - 1) + " on this TaskManager, found "
                    + deploy.slot();
            tell(AttemptStatus.failed(id, new FailureCause(problem, "")));
            return;
        }
        JobServices job = jobs.join(deploy.job(), id);
        TaskContext context = new TaskContext(
                resources.services(),
                job,
                resources.memory(deploy.slot()),
                resources.slotName(deploy.slot()),
                requests,
                listener);
        TaskAttempt attempt = new TaskAttempt(id, deploy.task(), context);
        attempts.started(id, attempt, AttemptStatus.of(id, AttemptState.DEPLOYING));
        attempt.start();
    }

    private void cancel(ExecutionAttemptID id) {
        Optional<TaskAttempt> alive = attempts.alive(id);
        if (alive.isPresent()) {
            alive.get().cancel();
        } else {
            // Should its deployment still come, it comes too late.
            attempts.remember(id);
            tell(attempts.status(id).orElse(AttemptStatus.of(id, AttemptState.CANCELED)));
        }
    }

    private void deliver(JobManagerMessage.EventToOperator event) {
        connection.send(new WorkerMessage.EventAcknowledged(event.requestId(), tryDeliver(event)));
    }

    private String tryDeliver(JobManagerMessage.EventToOperator event) {
        Optional<TaskAttempt> alive = attempts.alive(event.attempt());
        if (alive.isEmpty()) {
            return "Expected a running task, but " + event.attempt() + " is not on this TaskManager";
        }
        try {
            alive.get().deliver(event.operator(), event.event());
            return "";
        } catch (FlinkException e) {
            return FailureCause.of(e).summary();
        }
    }

    private void jobEnded(JobID job) {
        jobs.end(job).forEach(id -> attempts.alive(id).ifPresent(TaskAttempt::cancel));
        giveBack(jobs.collect());
    }

    private void tell(AttemptStatus status) {
        connection.send(new WorkerMessage.AttemptUpdate(attempts.update(status)));
    }

    private void attemptEnded(AttemptStatus status, List<ResultPartitionID> left) {
        tell(status);
        giveBack(jobs.leave(status.attempt(), left));
        if (phase == Phase.STOPPING) {
            endIfIdle();
        } else if (phase == Phase.ABANDONED) {
            leaveIfIdle();
        }
    }

    private void giveBack(List<Jobs.Ended> ended) {
        for (Jobs.Ended job : ended) {
            resources.services().exchange().release(job.left());
            resources.services().executor().execute(job.services()::close);
        }
    }

    /** Cancels what runs and ends when all has ended, or when the grace is over. Does nothing if it stops already. */
    void stop(TaskManagerEnd how) {
        loop.assertInside();
        if (phase == Phase.STOPPING || phase == Phase.ENDED) {
            return;
        }
        LOG.info("Stopping with exit code {}: {}", how.exitCode(), how.reason());
        phase = Phase.STOPPING;
        end = how;
        requests.failAll(new FlinkException("The TaskManager is stopping: " + how.reason()));
        attempts.allAlive().forEach(TaskAttempt::cancel);
        loop.after(stopGrace, () -> endNow(how));
        endIfIdle();
    }

    /**
     * The JobManager is lost; another may come. Cancels what runs. If that takes too long, the TaskManager ends, for its slots
     * are not free.
     *
     * @param idle run on the loop when nothing lives any more
     */
    void abandon(String why, Runnable idle) {
        loop.assertInside();
        if (phase == Phase.STOPPING || phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ABANDONED;
        whenIdle = idle;
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        connection.close();
        requests.failAll(new FlinkException(why));
        attempts.allAlive().forEach(TaskAttempt::cancel);
        loop.after(stopGrace, () -> {
            if (phase == Phase.ABANDONED) {
                stop(new TaskManagerEnd(
                        TaskManagerEnd.JOB_MANAGER_LOST,
                        why + ", and tasks did not end in " + stopGrace.toSeconds() + " s"));
            }
        });
        leaveIfIdle();
    }

    private void leaveIfIdle() {
        if (attempts.allAlive().isEmpty()) {
            phase = Phase.ENDED;
            resources.services().exchange().release(jobs.takeLeft());
            whenIdle.run();
        }
    }

    /** Nothing of what happens from now on is told. */
    void disconnect() {
        loop.assertInside();
        connection.close();
    }

    /** Ends at once; what lives is told to stop, but nobody waits for it. */
    void endNow(TaskManagerEnd how) {
        loop.assertInside();
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        List<TaskAttempt> alive = attempts.allAlive();
        if (!alive.isEmpty()) {
            LOG.warn("{} tasks have not ended and are left behind", alive.size());
            // The process is about to exit, unless this is one of several TaskManagers in it.
            alive.forEach(TaskAttempt::cancel);
        }
        giveBack(jobs.endAll());
        connection.close();
        onEnd.accept(how);
    }

    /** Tells the JobManager that this process cannot go on. */
    void tellFailing(Throwable cause) {
        loop.assertInside();
        if (phase != Phase.ENDED) {
            connection.send(new WorkerMessage.WorkerFailing(FailureCause.of(cause)));
        }
    }

    private void endIfIdle() {
        if (end != null && attempts.allAlive().isEmpty()) {
            endNow(end);
        }
    }

    private final class Listener implements TaskListener {

        @Override
        public void changed(ExecutionAttemptID attempt, AttemptState state) {
            loop.execute(() -> tell(AttemptStatus.of(attempt, state)));
        }

        @Override
        public void endOfData(ExecutionAttemptID attempt) {
            loop.execute(() -> attempts.advance(attempt, AttemptStatus.Progress::atEndOfData)
                    .ifPresent(status -> connection.send(new WorkerMessage.AttemptUpdate(status))));
        }

        /** Heartbeats tell it. */
        @Override
        public void confirmed(ExecutionAttemptID attempt, long checkpoint) {
            loop.execute(() -> attempts.advance(attempt, progress -> progress.with(checkpoint)));
        }

        @Override
        public void ended(AttemptStatus status, List<ResultPartitionID> left) {
            loop.execute(() -> attemptEnded(status, left));
        }

        @Override
        public void fatal(Throwable cause) {
            LOG.error("This process cannot go on", cause);
            loop.execute(() -> {
                tellFailing(cause);
                endNow(new TaskManagerEnd(
                        TaskManagerEnd.FAILED, FailureCause.of(cause).summary()));
            });
        }
    }
}
