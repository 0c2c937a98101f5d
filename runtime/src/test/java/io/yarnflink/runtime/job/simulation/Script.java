package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Comparator;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/**
 * What people do: they submit jobs, cancel them, ask for savepoints and begin again from them. Sometimes somebody sets the
 * clock, or the machine stands still.
 */
final class Script {

    /** Jobs that continue others have numbers from here. */
    private static final int CONTINUATIONS = 10;

    /** The longest that the JobManager stands still, in milliseconds. */
    static final int LONG_PAUSE = 10_000;

    private static final int WRONG_CLOCK = 3_600_000;

    private final World world;
    private long requests;

    Script(World world) {
        this.world = world;
    }

    void begin() {
        world.scenario().jobs().forEach(this::plan);
        long until = world.scenario().faults().until();
        if (world.chance().happens(0.2)) {
            long pause = world.chance().between(200, LONG_PAUSE);
            world.time()
                    .after(
                            world.chance().between(0, (int) until),
                            () -> world.masters().current().standStill(pause));
        }
        if (world.chance().happens(0.3)) {
            int error = world.chance().between(-WRONG_CLOCK, WRONG_CLOCK);
            world.time().after(world.chance().between(0, (int) until), () -> world.setWallClock(error));
        }
    }

    private void plan(SimulatedJob job) {
        SnapshotPlan snapshots = job.snapshots();
        if (job.cancelAt() != SimulatedJob.NEVER) {
            long first = job.cancelAt() - world.time().now();
            world.time().after(first + 1, () -> cancel(job));
            world.time().after(first + world.chance().between(0, 20_000), () -> cancel(job));
        }
        if (job.coordinatorFailsAt() != SimulatedJob.NEVER) {
            String summary = "coordinator: " + world.newFailure();
            at(job.coordinatorFailsAt(), job.id(), new JobEvent.JobFailed(job.id(), new FailureCause(summary, "")));
        }
        for (SnapshotPlan.Wish wish : snapshots.wishes()) {
            boolean canonical = world.chance().happens(0.5);
            SavepointRequest request = new SavepointRequest(++requests, wish.purpose(), Optional.empty(), canonical);
            at(job.submitAt() + 1 + wish.after(), job.id(), new JobEvent.SavepointRequested(job.id(), request));
        }
    }

    /** Whoever wants a job to end tries again while nobody knows of it. */
    private void cancel(SimulatedJob job) {
        Master current = world.masters().current();
        if (current.ledger().isSubmitted(job)) {
            current.tell(new JobEvent.CancelRequested(job.id()));
        } else if (!current.program().hasSettled(job)) {
            world.time().after(1_000, () -> cancel(job));
        }
    }

    /** Nobody listens while no attempt runs the job. */
    private void at(long moment, JobID job, JobEvent event) {
        world.time().after(moment - world.time().now(), () -> {
            if (world.masters().current().ledger().isSubmitted(world.job(job))) {
                world.tell(event);
            }
        });
    }

    /** Somebody may go on from where a job stopped. */
    void ended(SimulatedJob job, JobEnd end) {
        boolean alone = world.scenario().attempts() == 1;
        if (alone && end.phase() != JobPhase.FAILED && job.snapshots().continues()) {
            world.time().after(world.chance().between(1, 3_000), () -> goOnAfter(job, end));
        }
    }

    private void goOnAfter(SimulatedJob job, JobEnd end) {
        Optional<StoredCheckpoint> newest = world.masters().current().storage().all().stream()
                .filter(stored -> stored.belongsTo(job) && stored.wasComplete())
                .filter(stored -> stored.order().purpose().commits())
                .max(Comparator.comparingLong(stored -> stored.order().id()))
                .filter(StoredCheckpoint::isLive);
        boolean stopped = end.phase() == JobPhase.CANCELED
                || newest.filter(stored -> stored.order().purpose().isStopping())
                        .isPresent();
        if (stopped) {
            newest.ifPresent(from -> goOn(job, from));
        }
    }

    private void goOn(SimulatedJob job, StoredCheckpoint from) {
        boolean claims = world.chance().happens(0.5);
        SimulatedJob heir = job.continuedFrom(
                from.completed(),
                claims,
                CONTINUATIONS + job.lineage(),
                world.time().now());
        world.know(heir);
        world.masters().current().storage().adopt(heir, from, claims);
        world.masters().current().program().run(heir);
        plan(heir);
    }
}
