package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;

/** Jobs restart as often as their policy says, not before the pause is over, and as soon as there are slots. */
final class RestartChecks implements Check {

    private record Region(SimulatedJob job, int number) {}

    /** How often a job has gone down, counted once for each event and once for each region. */
    private static final class Downs {
        private int events;
        private int regions;
        private boolean now;
        private boolean slotsOverdue;
        private boolean failed;
    }

    private final World world;
    private final Ledger ledger;
    private final Supplier<List<JobView>> views;
    private final Map<Region, Long> downSince = new HashMap<>();
    private final Map<JobID, Downs> downs = new HashMap<>();
    private final Map<JobID, Long> lacksSlotsSince = new HashMap<>();

    RestartChecks(World world, Ledger ledger, Supplier<List<JobView>> views) {
        this.world = world;
        this.ledger = ledger;
        this.views = views;
    }

    @Override
    public void event(JobEvent event) {
        downs.values().forEach(of -> of.slotsOverdue = false);
        if (event instanceof JobEvent.JobFailed failed) {
            // Brings all regions down, though those that have finished say nothing.
            downs(failed.job()).regions++;
        }
        if (event instanceof JobEvent.TimerFired fired && fired.timer() instanceof Timer.SlotsOverdue overdue) {
            downs(overdue.job()).slotsOverdue = true;
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.ReleaseWorker release) {
            ledger.latest().stream()
                    .filter(deploy ->
                            deploy.worker().equals(release.worker()) && ledger.isLive(world.job(deploy.job())))
                    .forEach(deploy ->
                            lacksSlotsSince.put(deploy.job(), world.time().now()));
        } else if (action instanceof JobAction.AttemptEnded end) {
            down(world.partOf(end.attempt()));
        } else if (action instanceof JobAction.CancelAttempt cancel && ledger.isLatest(cancel.attempt())) {
            down(world.partOf(cancel.attempt()));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            World.Part part = world.partOf(deploy.attempt());
            Long since = downSince.remove(new Region(part.job(), part.region()));
            check(
                    since == null || world.time().now() - since >= part.job().pauseMillis(),
                    "%s is deployed %d ms after its failure, its pause is %d ms",
                    deploy.attempt(),
                    since == null ? 0 : world.time().now() - since,
                    part.job().pauseMillis());
        }
    }

    private void down(World.Part part) {
        if (downSince.putIfAbsent(
                        new Region(part.job(), part.region()), world.time().now())
                == null) {
            Downs of = downs(part.job().id());
            of.now = true;
            of.regions++;
        }
    }

    private Downs downs(JobID job) {
        return downs.computeIfAbsent(job, id -> new Downs());
    }

    @Override
    public void decided() {
        for (JobView view : views.get()) {
            SimulatedJob job = world.job(JobID.fromHexString(view.id()));
            Downs of = downs(job.id());
            if (of.now && (view.phase() == JobPhase.RUNNING || view.phase() == JobPhase.RESTARTING)) {
                restarts(job, of);
            } else if (fails(view.phase()) && !of.failed) {
                of.failed = true;
                failed(job, of);
            } else if (view.phase() == JobPhase.WAITING_FOR_SLOTS) {
                int free = freeSlots();
                check(free < job.slots(), "Job %s waits for %d slots, free are %d", view.name(), job.slots(), free);
            }
            of.now = false;
        }
    }

    private static boolean fails(JobPhase phase) {
        return phase == JobPhase.FAILING || phase == JobPhase.FAILED;
    }

    private static void restarts(SimulatedJob job, Downs of) {
        of.events++;
        check(
                of.events <= job.restartsPermitted(),
                "Job %s restarts for the %dth time, permitted are %d",
                job.topology().name(),
                of.events,
                job.restartsPermitted());
    }

    private void failed(SimulatedJob job, Downs of) {
        if (!of.slotsOverdue) {
            boolean hasRun =
                    job.topology().subtasks().stream().anyMatch(subtask -> ledger.latest(job, subtask) != null);
            check(
                    !hasRun || of.regions > job.restartsPermitted(),
                    "Job %s fails after %d failures, permitted are %d restarts",
                    job.topology().name(),
                    of.regions,
                    job.restartsPermitted());
            return;
        }
        long lacking = world.time().now() - lacksSlotsSince.getOrDefault(job.id(), job.submitAt());
        check(
                lacking >= world.scenario().options().slotTimeout().toMillis(),
                "Job %s fails for want of slots, but its last loss is only %d ms ago",
                job.topology().name(),
                lacking);
    }

    private int freeSlots() {
        Set<SlotId> taken = new HashSet<>();
        for (JobAction.DeployAttempt deploy : ledger.latest()) {
            if (ledger.trusts(deploy.worker())
                    && ledger.isLive(world.partOf(deploy.attempt()).job())) {
                taken.add(new SlotId(deploy.worker(), deploy.slot()));
            }
        }
        return ledger.trusted().size() * world.scenario().options().slotsPerWorker() - taken.size();
    }
}
