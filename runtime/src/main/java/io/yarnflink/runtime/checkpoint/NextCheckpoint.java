package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which checkpoint is begun next, and when. One is prepared at a time, because coordinators hold back their events
 * meanwhile. Savepoints come first and wait neither for the interval nor for other checkpoints; periodic ones wait for both,
 * and rest while the job is to stop. Owned by the core's thread.
 */
final class NextCheckpoint {

    private final JobTopology topology;
    private final CheckpointSettings settings;
    private final CheckpointedJob job;
    private final TransitionObserver observer;
    private final CheckpointSchedule schedule;
    private long newestId;
    private boolean fullIsNext;
    private boolean wakes;

    /**
     * @param newestId numbers up to this one are taken
     */
    NextCheckpoint(
            JobTopology topology,
            CheckpointSettings settings,
            long newestId,
            CheckpointedJob job,
            TransitionObserver observer) {
        this.topology = topology;
        this.settings = settings;
        this.job = job;
        this.observer = observer;
        this.schedule = new CheckpointSchedule(settings);
        this.newestId = newestId;
        this.fullIsNext = settings.firstIsFull();
    }

    void tasksRun() {
        schedule.tasksRun(job.now());
    }

    void completed() {
        schedule.completed(job.now());
    }

    /** The time that was waited for is over. */
    void due() {
        wakes = false;
    }

    /** Whether a restart would begin from files that are somebody else's, which the next checkpoint must not refer to. */
    void fromForeignFiles(boolean foreign) {
        fullIsNext = foreign;
    }

    /** Begins what is due, or sees to it that it will be looked again in time. Called after everything that may matter. */
    void decide(PendingCheckpoints pending, SavepointQueue savepoints, EndOfData ends, AbortedCheckpoints aborted) {
        if (pending.anyPreparing() || ends.someAreLeaving() || !job.isRunning()) {
            return;
        }
        Optional<SavepointRequest> wish = savepoints.next();
        if (wish.isPresent()) {
            CheckpointPlan.of(topology, job::stageOf)
                    .ifPresent(plan -> begin(wish.get(), plan, pending, savepoints, ends, aborted));
            return;
        }
        boolean none = settings.interval().isEmpty() || savepoints.isStopping();
        if (none || pending.count() >= settings.maximumConcurrent()) {
            return;
        }
        OptionalLong wait = ends.lastIsWanted() ? OptionalLong.of(0) : schedule.millisUntilDue(job.now());
        if (wait.isEmpty()) {
            return;
        }
        if (wait.getAsLong() == 0) {
            CheckpointPlan.of(topology, job::stageOf)
                    .filter(this::isPermitted)
                    .ifPresent(plan -> beginPeriodic(plan, pending, ends));
        } else if (!wakes) {
            wakes = true;
            job.wakeAfter(Duration.ofMillis(wait.getAsLong()));
        }
    }

    private boolean isPermitted(CheckpointPlan plan) {
        return settings.afterTasksFinish() || plan.finished().isEmpty();
    }

    private void beginPeriodic(CheckpointPlan plan, PendingCheckpoints pending, EndOfData ends) {
        CheckpointPurpose purpose = fullIsNext ? CheckpointPurpose.FULL_CHECKPOINT : CheckpointPurpose.CHECKPOINT;
        CheckpointOrder order = new CheckpointOrder(++newestId, purpose, job.wallClock(), Optional.empty(), false);
        if (ends.lastIsWanted()) {
            ends.lastBegins(order.id());
        }
        schedule.triggered(job.now());
        prepare(new PendingCheckpoint(order, plan, ends.tasks(), Optional.empty(), observer), pending);
    }

    private void begin(
            SavepointRequest request,
            CheckpointPlan plan,
            PendingCheckpoints pending,
            SavepointQueue savepoints,
            EndOfData ends,
            AbortedCheckpoints aborted) {
        savepoints.begin();
        if (!isPermitted(plan)) {
            savepoints.end();
            aborted.refuse(request, CheckpointWords.someFinished());
            decide(pending, savepoints, ends, aborted);
            return;
        }
        if (request.purpose().isStopping()) {
            aborted.addAll(CheckpointWords.plain("the job stops with a savepoint"));
        }
        CheckpointOrder order = new CheckpointOrder(
                ++newestId, request.purpose(), job.wallClock(), request.directory(), request.canonical());
        prepare(new PendingCheckpoint(order, plan, ends.tasks(), Optional.of(request), observer), pending);
    }

    private void prepare(PendingCheckpoint checkpoint, PendingCheckpoints pending) {
        pending.add(checkpoint);
        job.prepare(checkpoint.order());
        job.expireAfter(settings.timeout(), checkpoint.id());
    }
}
