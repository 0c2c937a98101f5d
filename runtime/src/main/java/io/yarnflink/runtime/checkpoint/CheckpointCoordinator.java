package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/**
 * The checkpoints of one job: when one is taken, when it is complete, what becomes of it, and which one a restart begins
 * from. Hears of everything that happens to them and has done what follows, through {@link CheckpointedJob}. Owned by the
 * core's thread.
 */
public final class CheckpointCoordinator {

    private final JobTopology topology;
    private final CheckpointSettings settings;
    private final CheckpointedJob job;
    private final CheckpointWords words;
    private final CheckpointFailures failures;
    private final SavepointQueue savepoints = new SavepointQueue();
    private final PendingCheckpoints pending = new PendingCheckpoints();
    private final CompletedCheckpoints completed;
    private final Confirmations confirmations;
    private final AbortedCheckpoints aborted;
    private final EndOfData ends;
    private final NextCheckpoint next;

    /**
     * @param topology the job's shape
     * @param settings how it takes checkpoints
     * @param restored what it begins from
     * @param newestId new checkpoints get higher numbers
     * @param repeatAfter a confirmation that a task does not show to have heard is repeated after so long
     * @param job what is seen of the job and done for it
     * @param observer hears of the steps of each checkpoint
     */
    public CheckpointCoordinator(
            JobTopology topology,
            CheckpointSettings settings,
            Optional<CompletedCheckpoint> restored,
            long newestId,
            Duration repeatAfter,
            CheckpointedJob job,
            TransitionObserver observer) {
        this.topology = topology;
        this.settings = settings;
        this.job = job;
        this.words = new CheckpointWords(topology);
        this.failures = new CheckpointFailures(settings.tolerableFailures());
        this.completed = new CompletedCheckpoints(settings.retained(), restored);
        this.confirmations = new Confirmations(repeatAfter);
        this.aborted = new AbortedCheckpoints(pending, completed, savepoints, words, job);
        this.ends = new EndOfData(topology, job);
        this.next = new NextCheckpoint(topology, settings, newestId, job, observer);
    }

    /** The checkpoint that a restart begins from now; empty if it begins with nothing. */
    public OptionalLong latest() {
        return completed.latest();
    }

    /**
     * Whether tasks may have stopped for a savepoint, so that no part of the job can go on if another fails.
     */
    public boolean mayHaveStopped() {
        return savepoints.stopped().isPresent()
                || pending.all().stream()
                        .anyMatch(checkpoint -> checkpoint.isStopping() && !checkpoint.is(CheckpointStage.PREPARING));
    }

    // What happens to tasks and the job.

    /** All tasks run or have finished, for the first time since the job or a part of it was deployed. */
    public void tasksRun() {
        next.tasksRun();
        decide();
    }

    /** A running task tells how far it is; {@code confirmed} is the newest checkpoint it knows to be complete. */
    public void progressed(Subtask subtask, boolean endOfData, long confirmed) {
        confirmations
                .heard(subtask, confirmed, job.now())
                .ifPresent(checkpoint -> job.confirm(subtask, checkpoint, completed.newestSubsumed()));
        if (endOfData) {
            ends.atEnd(subtask);
            decide();
        }
    }

    /** A task has finished; checkpoints that still wait for it will wait in vain. */
    public void taskFinished(Subtask subtask) {
        for (PendingCheckpoint checkpoint : pending.all()) {
            if (checkpoint.awaits(subtask) && pending.get(checkpoint.id()).isPresent()) {
                ends.overtaken(checkpoint.id());
                FailureCause cause = CheckpointWords.plain(topology.describe(subtask) + " finished without it");
                fail(checkpoint, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING, cause, false);
            }
        }
        ends.taskFinished(subtask);
        decide();
    }

    /**
     * The job stops running, for a while or for good. Checkpoints that wait for tasks which do not run any more will wait in
     * vain, others may still become complete. Nobody gets a savepoint any more that is not on its way.
     */
    public void interrupted(FailureCause cause) {
        for (PendingCheckpoint checkpoint : pending.all()) {
            if (checkpoint.isStopping() || waitsInVain(checkpoint)) {
                aborted.add(checkpoint, cause);
            }
        }
        savepoints.stopped().ifPresent(savepoint -> {
            aborted.refuse(savepoints.currentRequest(), words.stoppedHalfway(savepoint, cause));
            savepoints.end();
        });
        for (SavepointRequest request : savepoints.takeWaiting()) {
            aborted.refuse(request.request(), words.notTaken(cause));
        }
    }

    private boolean waitsInVain(PendingCheckpoint checkpoint) {
        return checkpoint.missing().stream().anyMatch(subtask -> job.stageOf(subtask) != TaskStage.RUNNING);
    }

    /** Subtasks are about to start over from {@link #latest()}; what the others do for a checkpoint is in vain. */
    public void beforeReset(Collection<Subtask> subtasks) {
        aborted.addAll(CheckpointWords.plain("a part of the job starts over"));
        confirmations.forget(subtasks);
        ends.forget(subtasks);
    }

    /** The job is over, or will be as soon as its tasks have ended. */
    public void abortAll(FailureCause cause) {
        aborted.addAll(cause);
    }

    /** The job has finished: it has stopped as somebody may have wanted. */
    public void finished() {
        savepoints.stopped().ifPresent(this::answer);
    }

    private void answer(CompletedCheckpoint savepoint) {
        job.answer(savepoints.currentRequest(), Optional.of(savepoint.path()), Optional.empty());
        savepoints.end();
    }

    // What people and timers want.

    /** Somebody wants a savepoint. */
    public void requested(SavepointRequest request) {
        if (!job.isRunning()) {
            aborted.refuse(request.request(), CheckpointWords.notRunning(job));
            return;
        }
        savepoints.add(request);
        decide();
    }

    /** The time that was asked for with {@link CheckpointedJob#wakeAfter} is over. */
    public void due() {
        next.due();
        decide();
    }

    /** The time that was asked for with {@link CheckpointedJob#expireAfter} is over. */
    public void overdue(long id) {
        pending.get(id)
                .ifPresent(checkpoint -> fail(
                        checkpoint,
                        CheckpointFailureReason.CHECKPOINT_EXPIRED,
                        words.overdue(checkpoint, settings.timeout()),
                        false));
    }

    // The steps of a checkpoint.

    private void decide() {
        next.decide(pending, savepoints, ends, aborted);
    }

    /** A place on storage and the coordinators' states are there. */
    public void prepared(long id) {
        pending.in(CheckpointStage.PREPARING, id).ifPresent(checkpoint -> {
            checkpoint.moveTo(CheckpointStage.COLLECTING);
            checkpoint.plan().triggered().forEach(subtask -> job.trigger(subtask, id));
            decide();
        });
    }

    /** A task's present attempt has put its state into a checkpoint. */
    public void acknowledged(Subtask subtask, long id, SubtaskSnapshot snapshot) {
        Optional<PendingCheckpoint> collecting = pending.in(CheckpointStage.COLLECTING, id);
        if (collecting.isEmpty()) {
            late(id, snapshot);
        } else if (collecting.get().awaits(subtask) && collecting.get().acknowledge(subtask, snapshot)) {
            collecting.get().moveTo(CheckpointStage.STORING);
            job.store(collecting.get().contents());
        }
    }

    /** State has arrived for a checkpoint that does not wait for it. */
    public void late(long id, SubtaskSnapshot snapshot) {
        // The same state may arrive twice; what a completed checkpoint refers to must stay.
        if (pending.wasAborted(id)) {
            job.discard(snapshot);
        }
    }

    /** A task's present attempt cannot take part. */
    public void declined(Subtask subtask, long id, CheckpointFailureReason reason, FailureCause cause) {
        pending.in(CheckpointStage.COLLECTING, id)
                .filter(checkpoint -> checkpoint.awaits(subtask))
                .ifPresent(checkpoint -> fail(checkpoint, reason, words.declined(subtask, cause), true));
    }

    /** A checkpoint could not be prepared or stored. */
    public void failed(long id, CheckpointFailureReason reason, FailureCause cause) {
        pending.get(id).ifPresent(checkpoint -> fail(checkpoint, reason, cause, false));
    }

    /** The metadata is written. */
    public void stored(CompletedCheckpoint checkpoint) {
        Optional<PendingCheckpoint> storing = pending.in(CheckpointStage.STORING, checkpoint.id());
        if (storing.isEmpty()) {
            if (pending.wasAborted(checkpoint.id())) {
                job.abort(checkpoint.order(), List.of());
            }
            return;
        }
        pending.completed(storing.get());
        failures.succeeded(checkpoint.id());
        next.completed();
        if (checkpoint.order().purpose().commits()) {
            commit(storing.get(), checkpoint);
        } else {
            answer(checkpoint);
        }
        decide();
    }

    private void commit(PendingCheckpoint done, CompletedCheckpoint checkpoint) {
        List<Long> subsumed = List.of();
        if (done.isStopping()) {
            completed.stoppedWith(checkpoint);
            savepoints.stopsWith(checkpoint);
            next.fromForeignFiles(true);
        } else {
            subsumed = completed.add(checkpoint);
            next.fromForeignFiles(false);
        }
        ends.leave(done.atEnd());
        job.complete(checkpoint, subsumed);
        for (Subtask subtask : done.plan().awaited()) {
            if (job.stageOf(subtask) == TaskStage.RUNNING) {
                confirmations.sent(subtask, checkpoint, job.now());
                job.confirm(subtask, checkpoint, completed.newestSubsumed());
            }
        }
        for (PendingCheckpoint older : pending.all()) {
            if (older.id() < checkpoint.id() && !older.isSavepoint()) {
                aborted.add(older, CheckpointWords.plain("checkpoint " + checkpoint.id() + " was complete before it"));
            }
        }
    }

    private void fail(
            PendingCheckpoint checkpoint, CheckpointFailureReason reason, FailureCause cause, boolean byTask) {
        boolean stopped = checkpoint.isStopping() && !checkpoint.is(CheckpointStage.PREPARING);
        aborted.add(checkpoint, cause);
        // While a part of the job starts over anyway, it must not cost the job another restart.
        int tooMany = job.isRunning() ? failures.failed(checkpoint.order(), reason, byTask) : 0;
        FailureCause failure = words.failed(checkpoint.order(), cause);
        if (stopped) {
            job.failAll(words.notStopped(failure));
        } else if (tooMany > 0) {
            job.failAll(words.tooMany(failure, tooMany, failures.tolerable()));
        } else {
            decide();
        }
    }
}
