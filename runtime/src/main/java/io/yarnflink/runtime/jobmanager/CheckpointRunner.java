package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the core decides about checkpoints: lets storage, coordinators and tasks work, and turns what comes of
 * it into events. Owned by the event loop; nothing here blocks.
 */
final class CheckpointRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointRunner.class);

    /** Names a checkpoint. */
    private record Key(JobID job, long checkpoint) {}

    /**
     * What is kept of a checkpoint from its preparation to its end.
     *
     * @param order which checkpoint
     * @param options serialized {@code CheckpointOptions} for the tasks; empty until it is prepared
     * @param coordinatorStates what the coordinators gave; empty until it is prepared
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record UnderWay(CheckpointOrder order, byte[] options, Map<OperatorID, byte[]> coordinatorStates) {}

    private final EventLoop loop;
    private final WorkerConnections connections;
    private final Map<JobID, RunningJob> jobs;
    private final Consumer<JobEvent> core;
    private final Map<Key, UnderWay> underWay = new HashMap<>();

    /**
     * @param loop owns all of this
     * @param connections to TaskManagers
     * @param jobs all jobs
     * @param core takes the events that follow
     */
    CheckpointRunner(
            EventLoop loop, WorkerConnections connections, Map<JobID, RunningJob> jobs, Consumer<JobEvent> core) {
        this.loop = loop;
        this.connections = connections;
        this.jobs = jobs;
        this.core = core;
    }

    /** Carries an action out if it is about checkpoints. */
    void run(JobAction action) {
        assert loop.isCurrent();
        if (action instanceof JobAction.PrepareCheckpoint prepare) {
            prepare(prepare.job(), prepare.order());
        } else if (action instanceof JobAction.TriggerCheckpoint trigger) {
            trigger(trigger);
        } else if (action instanceof JobAction.StoreCheckpoint store) {
            store(store.job(), store.contents());
        } else if (action instanceof JobAction.CheckpointCompleted completed) {
            completed(completed);
        } else if (action instanceof JobAction.ConfirmCheckpoint confirm) {
            connections.send(
                    confirm.worker(),
                    new JobManagerMessage.CheckpointConfirmed(
                            confirm.attempt(), confirm.checkpoint(), confirm.timestamp(), confirm.subsumed()));
        } else if (action instanceof JobAction.AbortCheckpoint abort) {
            abort(abort);
        } else if (action instanceof JobAction.AbortOnTask abort) {
            connections.send(
                    abort.worker(),
                    new JobManagerMessage.CheckpointAborted(
                            abort.attempt(), abort.checkpoint(), abort.latestCompleted()));
        } else if (action instanceof JobAction.DiscardSnapshot discard) {
            job(discard.job()).checkpoints().discard(discard.snapshot());
        }
    }

    /** The job has ended; nothing of its checkpoints is under way any more. */
    void jobEnded(JobID job) {
        underWay.keySet().removeIf(key -> key.job().equals(job));
    }

    private void prepare(JobID id, CheckpointOrder order) {
        RunningJob job = job(id);
        Key key = new Key(id, order.id());
        underWay.put(key, new UnderWay(order, new byte[0], Map.of()));
        CompletableFuture<byte[]> place = job.checkpoints().prepare(order);
        CompletableFuture<Map<OperatorID, byte[]>> states = job.coordinators().checkpoint(order.id());
        // Whichever fails first fails both.
        CompletableFuture<UnderWay> prepared = FutureUtils.waitForAll(List.of(place, states))
                .thenApply(both -> new UnderWay(order, place.join(), states.join()));
        onLoop(prepared, (done, failure) -> {
            if (!underWay.containsKey(key)) {
                LOG.debug("Checkpoint {} of {} was prepared after its end", order.id(), id, failure);
            } else if (done != null) {
                underWay.put(key, done);
                core.accept(new JobEvent.CheckpointPrepared(id, order.id()));
            } else {
                failed(key, failure, reasonOfUnprepared(failure));
            }
        });
    }

    private void trigger(JobAction.TriggerCheckpoint trigger) {
        Key key = new Key(trigger.job(), trigger.checkpoint());
        UnderWay checkpoint = underWay.get(key);
        if (checkpoint == null) {
            unknown(key);
            return;
        }
        connections.send(
                trigger.worker(),
                new JobManagerMessage.TriggerCheckpoint(
                        trigger.attempt(),
                        trigger.checkpoint(),
                        checkpoint.order().timestamp(),
                        checkpoint.options()));
    }

    private void store(JobID id, CheckpointContents contents) {
        Key key = new Key(id, contents.order().id());
        UnderWay checkpoint = underWay.get(key);
        if (checkpoint == null) {
            unknown(key);
            return;
        }
        RunningJob job = job(id);
        // All have acknowledged, so every barrier is in its stream; tasks that had finished before never tell.
        job.coordinators().taken(key.checkpoint());
        onLoop(job.checkpoints().store(contents, checkpoint.coordinatorStates()), (done, failure) -> {
            if (done != null) {
                underWay.remove(key);
                LOG.info(
                        "Checkpoint {} of job {} is complete: {}, {} bytes in {} ms at {}",
                        done.id(),
                        id,
                        done.order().purpose(),
                        done.stateBytes(),
                        done.completedAt() - done.order().timestamp(),
                        done.path());
                core.accept(new JobEvent.CheckpointStored(id, done));
            } else {
                failed(key, failure, CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE);
            }
        });
    }

    private void completed(JobAction.CheckpointCompleted completed) {
        RunningJob job = job(completed.job());
        job.coordinators().completed(completed.checkpoint().id());
        job.checkpoints().completed(completed.checkpoint().id(), completed.subsumed());
    }

    private void abort(JobAction.AbortCheckpoint abort) {
        RunningJob job = job(abort.job());
        LOG.info("Checkpoint {} of job {} is aborted", abort.order().id(), abort.job());
        underWay.remove(new Key(abort.job(), abort.order().id()));
        job.coordinators().aborted(abort.order().id());
        job.checkpoints().abort(abort.order(), abort.snapshots());
    }

    /** Flink counts what went wrong with input or output against the job's tolerance, and nothing else of this stage. */
    private static CheckpointFailureReason reasonOfUnprepared(@Nullable Throwable failure) {
        return failure != null
                        && ExceptionUtils.findThrowable(failure, IOException.class)
                                .isPresent()
                ? CheckpointFailureReason.IO_EXCEPTION
                : CheckpointFailureReason.TRIGGER_CHECKPOINT_FAILURE;
    }

    private void failed(Key key, @Nullable Throwable failure, CheckpointFailureReason otherwise) {
        Throwable cause = failure == null
                ? new IllegalStateException("unknown")
                : ExceptionUtils.stripCompletionException(failure);
        CheckpointFailureReason reason = ExceptionUtils.findThrowable(cause, CheckpointException.class)
                .map(CheckpointException::getCheckpointFailureReason)
                .orElse(otherwise);
        // They may fail in a row, every few milliseconds; the trace goes with the event.
        LOG.warn("Checkpoint {} of job {} failed: {}", key.checkpoint(), key.job(), cause.toString());
        core.accept(new JobEvent.CheckpointFailed(key.job(), key.checkpoint(), reason, FailureCause.of(cause)));
    }

    private void unknown(Key key) {
        IllegalStateException mistake = new IllegalStateException("Expected a prepared checkpoint, found " + key);
        loop.execute(() -> failed(key, mistake, CheckpointFailureReason.TRIGGER_CHECKPOINT_FAILURE));
    }

    private <T> void onLoop(CompletableFuture<T> work, Outcome<T> then) {
        FutureUtils.assertNoException(work.handle((done, failure) -> {
            loop.execute(() -> then.accept(done, failure));
            return null;
        }));
    }

    private RunningJob job(JobID id) {
        RunningJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("Job " + id + " is not known");
        }
        return job;
    }

    /** Takes what came of some work: a result or a failure. */
    @FunctionalInterface
    private interface Outcome<T> {
        void accept(@Nullable T done, @Nullable Throwable failure);
    }
}
