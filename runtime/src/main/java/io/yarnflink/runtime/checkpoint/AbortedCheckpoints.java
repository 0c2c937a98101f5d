package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import java.util.Optional;

/** What follows when a checkpoint or the wish for a savepoint comes to nothing. Owned by the core's thread. */
final class AbortedCheckpoints {

    private final PendingCheckpoints pending;
    private final CompletedCheckpoints completed;
    private final SavepointQueue savepoints;
    private final CheckpointWords words;
    private final CheckpointedJob job;

    AbortedCheckpoints(
            PendingCheckpoints pending,
            CompletedCheckpoints completed,
            SavepointQueue savepoints,
            CheckpointWords words,
            CheckpointedJob job) {
        this.pending = pending;
        this.completed = completed;
        this.savepoints = savepoints;
        this.words = words;
        this.job = job;
    }

    /** Ends a pending checkpoint: storage, coordinators, tasks and who asked for it are told. */
    void add(PendingCheckpoint checkpoint, FailureCause cause) {
        boolean tasksKnow = !checkpoint.is(CheckpointStage.PREPARING);
        pending.aborted(checkpoint);
        job.abort(checkpoint.order(), checkpoint.snapshots());
        for (Subtask subtask : checkpoint.plan().awaited()) {
            if (tasksKnow && job.stageOf(subtask) == TaskStage.RUNNING) {
                job.abortOnTask(subtask, checkpoint.id(), completed.latest().orElse(0));
            }
        }
        checkpoint.request().ifPresent(request -> {
            savepoints.end();
            refuse(request.request(), words.failed(checkpoint.order(), cause));
        });
    }

    void addAll(FailureCause cause) {
        pending.all().forEach(checkpoint -> add(checkpoint, cause));
    }

    /** Tells who asked for a savepoint that there will be none, though it was never begun. */
    void refuse(SavepointRequest request, FailureCause cause) {
        refuse(request.request(), words.notTaken(cause));
    }

    void refuse(long request, FailureCause why) {
        job.answer(request, Optional.empty(), Optional.of(why));
    }
}
