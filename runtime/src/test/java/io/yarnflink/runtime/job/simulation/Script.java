package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongConsumer;

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
    private final LongConsumer standStill;
    private long requests;

    /**
     * @param standStill lets the JobManager's process stand still for so many milliseconds
     */
    Script(World world, LongConsumer standStill) {
        this.world = world;
        this.standStill = standStill;
    }

    void begin() {
        if (world.scenario().expectedWorkers() > 0) {
            world.tell(new JobEvent.WorkersExpected(world.scenario().expectedWorkers()));
        }
        world.scenario().jobs().forEach(this::plan);
        long until = world.scenario().faults().until();
        if (world.chance().happens(0.2)) {
            long pause = world.chance().between(200, LONG_PAUSE);
            world.time().after(world.chance().between(0, (int) until), () -> standStill.accept(pause));
        }
        if (world.chance().happens(0.3)) {
            int error = world.chance().between(-WRONG_CLOCK, WRONG_CLOCK);
            world.time().after(world.chance().between(0, (int) until), () -> world.setWallClock(error));
        }
    }

    private void plan(SimulatedJob job) {
        SnapshotPlan snapshots = job.snapshots();
        at(
                job.submitAt(),
                new JobEvent.JobSubmitted(job.topology(), job.policy(), snapshots.settings(), snapshots.restored()));
        if (job.cancelAt() != SimulatedJob.NEVER) {
            at(job.cancelAt() + 1, new JobEvent.CancelRequested(job.id()));
            at(job.cancelAt() + world.chance().between(0, 20_000), new JobEvent.CancelRequested(job.id()));
        }
        if (job.coordinatorFailsAt() != SimulatedJob.NEVER) {
            String summary = "coordinator: " + world.newFailure();
            at(job.coordinatorFailsAt(), new JobEvent.JobFailed(job.id(), new FailureCause(summary, "")));
        }
        for (SnapshotPlan.Wish wish : snapshots.wishes()) {
            boolean canonical = world.chance().happens(0.5);
            SavepointRequest request = new SavepointRequest(++requests, wish.purpose(), Optional.empty(), canonical);
            at(job.submitAt() + 1 + wish.after(), new JobEvent.SavepointRequested(job.id(), request));
        }
    }

    private void at(long moment, JobEvent event) {
        world.time().after(moment - world.time().now(), () -> world.tell(event));
    }

    /** Somebody may go on from where a job stopped. */
    void ended(SimulatedJob job, JobEnd end) {
        if (end.phase() != JobPhase.FAILED && job.snapshots().continues()) {
            world.time().after(world.chance().between(1, 3_000), () -> goOnAfter(job, end));
        }
    }

    private void goOnAfter(SimulatedJob job, JobEnd end) {
        Optional<StoredCheckpoint> newest = world.storage().all().stream()
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
        world.storage().adopt(heir, from, claims);
        plan(heir);
    }
}
