package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;

/** A whole cluster around one core, driven by one seed. */
public final class SimulatedCluster {

    /** After faults have stopped, every job must have ended after so long. */
    private static final long PATIENCE = 400_000;

    /** After all jobs have ended, everything must have come to rest after so long. */
    private static final long REST = 30_000;

    private static final int TRACE_LINES = 150;

    private final long seed;
    private final World world;
    private final Script script;
    private final Deeds deeds;
    private final Ledger ledger;
    private final Decider core;
    private final List<Check> checks;
    private final Queue<JobEvent> waiting = new ArrayDeque<>();
    private long stillUntil;

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake) {
        this(seed, mistake, TransitionObserver.NONE);
    }

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake, TransitionObserver observer) {
        this.seed = seed;
        Chance chance = new Chance(seed);
        Scenario scenario = Scenario.some(chance);
        this.world = new World(scenario, chance, this::tell);
        FakeYarn yarn = new FakeYarn(world);
        this.script = new Script(world, this::standStill);
        this.deeds = new Deeds(world, yarn, script);
        this.ledger = world.ledger();
        this.core = mistake.apply(Decider.of(new JobManagerCore(scenario.options(), observer), world::wallClock));
        this.checks = checks(yarn);
    }

    private List<Check> checks(FakeYarn yarn) {
        CheckpointChecks checkpoints = new CheckpointChecks(world, ledger);
        SavepointChecks savepoints = new SavepointChecks(world, ledger);
        return List.of(
                new WorkerChecks(world, ledger, yarn),
                new DeploymentChecks(world, ledger),
                new CoordinatorChecks(world, ledger),
                new FailureChecks(world, ledger),
                new JobChecks(world, ledger, core::views),
                new RestartChecks(world, ledger, core::views),
                checkpoints,
                new BarrierChecks(world, ledger, checkpoints),
                new RestoreChecks(world, ledger, checkpoints),
                new PaceChecks(world, ledger, checkpoints),
                new ToleranceChecks(world, ledger, checkpoints),
                savepoints,
                new OutcomeChecks(world, savepoints),
                new FileChecks(world));
    }

    /** Runs the cluster of a seed and tells {@code observer} of every step that jobs and attempts take. */
    public static void run(long seed, TransitionObserver observer) {
        new SimulatedCluster(seed, UnaryOperator.identity(), observer).run();
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
            core.start().forEach(deeds::carryOut);
            script.begin();
            long restSince = -1;
            while (restSince < 0 || world.time().now() < restSince + REST) {
                world.time().step();
                checks.forEach(Check::world);
                boolean over = !world.isFaulty() && world.jobs().stream().allMatch(job -> ledger.end(job) != null);
                restSince = !over ? -1 : restSince < 0 ? world.time().now() : restSince;
                Violation.check(
                        over || world.time().now() < world.scenario().faults().until() + PATIENCE,
                        "Jobs do not end: %s",
                        core.views());
            }
            checks.forEach(Check::end);
            takeAllSlots();
        } catch (Violation violation) {
            throw new Violation(
                    "Seed " + seed + ": " + violation.getMessage() + "\n" + world.scenario() + "\n"
                            + world.trace().tail(TRACE_LINES),
                    violation);
        }
    }

    /** Slots that nobody uses are free if a job that needs them all gets them at once. */
    private void takeAllSlots() {
        int slots = ledger.trusted().size() * world.scenario().options().slotsPerWorker();
        if (slots > 0) {
            SimulatedJob last = SimulatedJob.wide(slots);
            world.know(last);
            tell(new JobEvent.JobSubmitted(
                    last.topology(), last.policy(), CheckpointSettings.none(), Optional.empty()));
            long taken = ledger.latest().stream()
                    .filter(deploy -> deploy.job().equals(last.id()))
                    .map(deploy -> new SlotId(deploy.worker(), deploy.slot()))
                    .distinct()
                    .count();
            Violation.check(taken == slots, "After all jobs only %d of %d slots are free", taken, slots);
        }
    }

    /** While the JobManager's process stands still, what is told waits. */
    private void tell(JobEvent event) {
        if (world.time().now() >= stillUntil && waiting.isEmpty()) {
            handle(event);
        } else {
            waiting.add(event);
        }
    }

    private void standStill(long forMillis) {
        if (waiting.isEmpty()) {
            world.trace().add("world", "the JobManager stands still for " + forMillis);
            stillUntil = world.time().now() + forMillis;
            world.time().after(forMillis, this::goOn);
        }
    }

    private void goOn() {
        while (!waiting.isEmpty()) {
            handle(waiting.remove());
        }
    }

    private void handle(JobEvent event) {
        world.trace().add("event", event);
        if (event instanceof JobEvent.CheckpointAcknowledged acknowledged) {
            world.files().told(acknowledged.snapshot());
        }
        ledger.event(event);
        checks.forEach(check -> check.event(event));
        List<JobAction> actions = decide(event);
        for (JobAction action : actions) {
            world.trace().add("  action", action);
            // The ledger comes last: a worker that is released was trusted until now, a deployment is new until now.
            boolean before = action instanceof JobAction.ReleaseWorker;
            if (!before) {
                ledger.action(action);
            }
            checks.forEach(check -> check.action(action));
            if (before) {
                ledger.action(action);
            }
        }
        checks.forEach(Check::decided);
        actions.forEach(deeds::carryOut);
    }

    private List<JobAction> decide(JobEvent event) {
        try {
            return core.handle(event, world.time().now());
        } catch (RuntimeException e) {
            throw new Violation("The core threw " + e, e);
        }
    }
}
