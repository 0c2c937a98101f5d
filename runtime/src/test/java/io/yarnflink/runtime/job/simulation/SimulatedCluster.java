package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A whole cluster, driven by one seed. */
public final class SimulatedCluster {

    /** After faults have stopped, every job must have ended after so long. */
    private static final long PATIENCE = 400_000;

    /** After all jobs have ended, everything must have come to rest after so long. */
    private static final long REST = 30_000;

    private static final int TRACE_LINES = 150;

    private final long seed;
    private final World world;

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake) {
        this(seed, mistake, SuccessionMistake.NONE, TransitionObserver.NONE);
    }

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake, SuccessionMistake ofAll, TransitionObserver observer) {
        this.seed = seed;
        Chance chance = new Chance(seed);
        Scenario scenario = Scenario.some(chance);
        this.world = new World(
                scenario,
                chance,
                ofAll,
                clock -> mistake.apply(Decider.of(new JobManagerCore(scenario.options(), observer), clock)));
    }

    /** Runs the cluster of a seed and tells {@code observer} of every step that jobs and attempts take. */
    public static void run(long seed, TransitionObserver observer) {
        new SimulatedCluster(seed, UnaryOperator.identity(), SuccessionMistake.NONE, observer).run();
    }

    Trace trace() {
        return world.trace();
    }

    /**
     * Runs to the end.
     *
     * @throws Violation if something is wrong; it tells the seed and what happened last
     */
    void run() {
        try {
            world.masters().begin();
            world.script().begin();
            long restSince = -1;
            while (restSince < 0 || world.time().now() < restSince + REST) {
                world.time().step();
                Master current = world.masters().current();
                if (current.leads()) {
                    current.checks().forEach(Check::world);
                }
                world.succession().world();
                boolean over = !world.isFaulty()
                        && !current.isDead()
                        && world.jobs().stream().allMatch(current.program()::hasSettled);
                restSince = !over ? -1 : restSince < 0 ? world.time().now() : restSince;
                Violation.check(
                        over || world.time().now() < world.scenario().faults().until() + PATIENCE,
                        "Jobs do not end: %s",
                        current.core().views());
            }
            world.masters().current().checks().forEach(Check::end);
            world.succession().end();
            takeAllSlots(world.masters().current());
        } catch (Violation violation) {
            throw new Violation(
                    "Seed " + seed + ": " + violation.getMessage() + "\n" + world.scenario() + "\n"
                            + world.trace().tail(TRACE_LINES),
                    violation);
        }
    }

    /** Slots that nobody uses are free if a job that needs them all gets them at once. */
    private void takeAllSlots(Master master) {
        int slots =
                master.ledger().trusted().size() * world.scenario().options().slotsPerWorker();
        if (slots > 0) {
            SimulatedJob last = SimulatedJob.wide(slots);
            world.know(last);
            master.tell(new JobEvent.JobSubmitted(
                    last.topology(), last.policy(), CheckpointSettings.none(), Optional.empty()));
            long taken = master.ledger().latest().stream()
                    .filter(deploy -> deploy.job().equals(last.id()))
                    .map(deploy -> new SlotId(deploy.worker(), deploy.slot()))
                    .distinct()
                    .count();
            Violation.check(taken == slots, "After all jobs only %d of %d slots are free", taken, slots);
        }
    }
}
