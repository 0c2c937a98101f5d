package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends deployments. What a TaskManager is told may be large, with the state that an attempt begins from, and is put
 * together on a thread of its own, so that the event loop goes on meanwhile. Deployments are sent in the order in which
 * they were ordered, as their numbers demand; other messages may overtake them, which TaskManagers expect.
 */
final class Deployments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final EventLoop loop;
    private final WorkerConnections connections;
    private final Consumer<JobEvent> core;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread created = new Thread(work, "deployments");
        created.setDaemon(true);
        return created;
    });

    /**
     * @param loop the JobManager's
     * @param connections to TaskManagers
     * @param core told, on the loop, of attempts that cannot be deployed
     */
    Deployments(EventLoop loop, WorkerConnections connections, Consumer<JobEvent> core) {
        this.loop = loop;
        this.connections = connections;
        this.core = core;
    }

    void deploy(RunningJob job, JobAction.DeployAttempt order) {
        assert loop.isCurrent();
        try {
            thread.execute(() -> build(job, order));
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped a deployment that came after the end", e);
        }
    }

    private void build(RunningJob job, JobAction.DeployAttempt order) {
        JobManagerMessage.Deploy message;
        try {
            JobManagerTaskRestore restore = restoreOf(job, order);
            message = new JobManagerMessage.Deploy(
                    order.sequence(),
                    order.attempt(),
                    order.slot(),
                    job.deployments().job(),
                    job.deployments().task(order, restore));
        } catch (RuntimeException e) {
            loop.execute(() -> failed(order, FailureCause.of(e)));
            return;
        }
        loop.execute(() -> send(order, message));
    }

    private static @Nullable JobManagerTaskRestore restoreOf(RunningJob job, JobAction.DeployAttempt order) {
        OptionalLong checkpoint = order.restore();
        if (checkpoint.isEmpty()) {
            job.checkpoints().requireNewest(0);
            return null;
        }
        return job.checkpoints().restoreOf(checkpoint.getAsLong(), order.subtask());
    }

    private void send(JobAction.DeployAttempt order, JobManagerMessage.Deploy message) {
        try {
            connections.send(order.worker(), message);
        } catch (IllegalArgumentException e) {
            // Too large to be sent, now and whenever it is repeated.
            failed(order, new FailureCause(String.valueOf(e.getMessage()), ""));
        }
    }

    private void failed(JobAction.DeployAttempt order, FailureCause cause) {
        core.accept(new JobEvent.AttemptReported(order.worker(), AttemptStatus.failed(order.attempt(), cause)));
    }

    /** What was not sent yet is not sent any more. Returns at once. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
