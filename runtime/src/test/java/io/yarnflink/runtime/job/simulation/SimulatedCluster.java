package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import io.yarnflink.runtime.job.Timer;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.List;
import java.util.Optional;
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
    private final FakeYarn yarn;
    private final Ledger ledger;
    private final Decider core;
    private final List<Check> checks;

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake) {
        this(seed, mistake, TransitionObserver.NONE);
    }

    SimulatedCluster(long seed, UnaryOperator<Decider> mistake, TransitionObserver observer) {
        this.seed = seed;
        Chance chance = new Chance(seed);
        Scenario scenario = Scenario.some(chance);
        this.world = new World(scenario, chance, this::tell);
        this.yarn = new FakeYarn(world);
        this.ledger = new Ledger(world);
        this.core = mistake.apply(Decider.of(new JobManagerCore(scenario.options(), observer)));
        this.checks = List.of(
                new WorkerChecks(world, ledger, yarn),
                new DeploymentChecks(world, ledger),
                new CoordinatorChecks(world, ledger),
                new FailureChecks(world, ledger),
                new JobChecks(world, ledger, core::views),
                new RestartChecks(world, ledger, core::views));
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
            begin();
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

    private void begin() {
        core.start().forEach(this::carryOut);
        if (world.scenario().expectedWorkers() > 0) {
            tell(new JobEvent.WorkersExpected(world.scenario().expectedWorkers()));
        }
        for (SimulatedJob job : world.scenario().jobs()) {
            at(
                    job.submitAt(),
                    new JobEvent.JobSubmitted(
                            job.topology(), job.policy(), CheckpointSettings.none(), Optional.empty()));
            if (job.cancelAt() != SimulatedJob.NEVER) {
                at(job.cancelAt() + 1, new JobEvent.CancelRequested(job.id()));
                at(job.cancelAt() + world.chance().between(0, 20_000), new JobEvent.CancelRequested(job.id()));
            }
            if (job.coordinatorFailsAt() != SimulatedJob.NEVER) {
                String summary = "coordinator: " + world.newFailure();
                at(job.coordinatorFailsAt(), new JobEvent.JobFailed(job.id(), new FailureCause(summary, "")));
            }
        }
    }

    private void at(long moment, JobEvent event) {
        world.time().after(moment - world.time().now(), () -> tell(event));
    }

    private void tell(JobEvent event) {
        world.trace().add("event", event);
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
        actions.forEach(this::carryOut);
    }

    private List<JobAction> decide(JobEvent event) {
        try {
            return core.handle(event, world.time().now());
        } catch (RuntimeException e) {
            throw new Violation("The core threw " + e, e);
        }
    }

    private void carryOut(JobAction action) {
        if (action instanceof JobAction.SetTimer set) {
            long late = world.chance().delay(5, 900, 0.02);
            Timer timer = set.timer();
            world.time().after(set.delay().toMillis() + late, () -> tell(new JobEvent.TimerFired(timer)));
        } else if (action instanceof JobAction.SetWorkerTarget set) {
            yarn.setTarget(set.workers());
        } else if (action instanceof JobAction.ReleaseWorker release) {
            yarn.release(release.worker(), release.reason());
        } else {
            send(action);
        }
    }

    private void send(JobAction action) {
        Network network = world.network();
        if (action instanceof JobAction.AcceptWorker accept) {
            network.toWorker(accept.worker(), SimulatedWorker::accepted);
        } else if (action instanceof JobAction.RejectWorker reject) {
            network.toWorker(reject.worker(), worker -> yarn.complete(worker.id(), "rejected"));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            network.toWorker(deploy.worker(), worker -> worker.deploy(deploy));
        } else if (action instanceof JobAction.CancelAttempt cancel) {
            network.toWorker(cancel.worker(), worker -> worker.cancel(cancel.attempt()));
        } else if (action instanceof JobAction.AcknowledgeEnd acknowledge) {
            network.toWorker(acknowledge.worker(), worker -> worker.acknowledged(acknowledge.attempt()));
        }
    }
}
