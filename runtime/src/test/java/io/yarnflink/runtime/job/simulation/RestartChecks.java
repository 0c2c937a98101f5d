package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.job.Timer;
import io.yarnflink.runtime.scheduling.SlotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;

/** Jobs restart as often as their policy says, not before the pause is over, and as soon as there are slots. */
final class RestartChecks implements Check {

    private record Region(SimulatedJob job, int number) {

        static Region of(World.Part part) {
            return new Region(part.job(), part.region());
        }
    }

    /** What the policy of a job has granted, and what it says of the present event. */
    private static final class Downs {
        private final List<RestartPolicy.Restart> granted = new ArrayList<>();
        private Optional<RestartPolicy.Restart> now = Optional.empty();
        private boolean down;
        private boolean slotsOverdue;
        private boolean failed;
        /** It failed as a whole while a part of it was down already; whether that counts, one cannot see. */
        private boolean uncertain;
    }

    private final World world;
    private final Ledger ledger;
    private final Supplier<List<JobView>> views;
    private final Map<Region, Long> notBefore = new HashMap<>();
    private final Map<JobID, Downs> downs = new HashMap<>();
    private final Map<JobID, Long> lacksSlotsSince = new HashMap<>();

    private boolean heartbeat;

    RestartChecks(World world, Ledger ledger, Supplier<List<JobView>> views) {
        this.world = world;
        this.ledger = ledger;
        this.views = views;
    }

    @Override
    public void event(JobEvent event) {
        downs.values().forEach(of -> of.slotsOverdue = false);
        heartbeat = event instanceof JobEvent.HeartbeatReceived;
        if (event instanceof JobEvent.JobFailed failed && ledger.isLive(world.job(failed.job()))) {
            // Brings all regions down, though those that have finished say nothing.
            SimulatedJob job = world.job(failed.job());
            downs(job.id()).uncertain |=
                    job.regions().stream().anyMatch(region -> notBefore.containsKey(new Region(job, region)));
            job.regions().forEach(region -> down(new Region(job, region)));
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
            Region region = Region.of(world.partOf(end.attempt()));
            Downs of = downs(end.job());
            if (heartbeat && of.down && !notBefore.containsKey(region)) {
                // One heartbeat may tell of several failures, each of which counts.
                of.now.ifPresent(of.granted::add);
                of.down = false;
            }
            down(region);
        } else if (action instanceof JobAction.CancelAttempt cancel && ledger.isLatest(cancel.attempt())) {
            down(Region.of(world.partOf(cancel.attempt())));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            Long moment = notBefore.remove(Region.of(world.partOf(deploy.attempt())));
            check(
                    moment == null || world.time().now() >= moment,
                    "%s is deployed, though the pause after its failure lasts until %d",
                    deploy.attempt(),
                    moment);
        }
    }

    private void down(Region region) {
        if (notBefore.containsKey(region)) {
            return;
        }
        Downs of = downs(region.job().id());
        if (!of.down) {
            of.down = true;
            of.now = restart(region.job(), of.granted);
        }
        notBefore.put(region, of.now.map(RestartPolicy.Restart::notBefore).orElse(0L));
    }

    /** What the policy grants at least: without luck a pause is as short as it may be, with luck the one before may still last. */
    private Optional<RestartPolicy.Restart> restart(SimulatedJob job, List<RestartPolicy.Restart> granted) {
        long now = world.time().now();
        if (job.pausesByChance() && !granted.isEmpty()) {
            RestartPolicy.Restart last = granted.get(granted.size() - 1);
            if (now <= last.failedAt() + job.longestPause().toMillis()) {
                return Optional.of(new RestartPolicy.Restart(now, Duration.ZERO, last.number()));
            }
        }
        return job.policy().afterFailure(granted, now, 0);
    }

    private Downs downs(JobID job) {
        return downs.computeIfAbsent(job, id -> new Downs());
    }

    @Override
    public void decided() {
        for (JobView view : views.get()) {
            SimulatedJob job = world.job(JobID.fromHexString(view.id()));
            Downs of = downs(job.id());
            if (of.down && (view.phase() == JobPhase.RUNNING || view.phase() == JobPhase.RESTARTING)) {
                restarts(job, of);
            } else if (fails(view.phase()) && !of.failed) {
                of.failed = true;
                failed(job, of);
            } else if (view.phase() == JobPhase.WAITING_FOR_SLOTS) {
                int free = freeSlots();
                check(free < job.slots(), "Job %s waits for %d slots, free are %d", view.name(), job.slots(), free);
            }
            of.down = false;
        }
    }

    private static boolean fails(JobPhase phase) {
        return phase == JobPhase.FAILING || phase == JobPhase.FAILED;
    }

    private static void restarts(SimulatedJob job, Downs of) {
        check(
                of.now.isPresent() || job.pausesByChance() || of.uncertain,
                "Job %s restarts, but its policy does not permit it: %s after %s",
                job.topology().name(),
                job.policy(),
                of.granted);
        of.now.ifPresent(of.granted::add);
    }

    private void failed(SimulatedJob job, Downs of) {
        if (!of.slotsOverdue) {
            boolean hasRun =
                    job.topology().subtasks().stream().anyMatch(subtask -> ledger.latest(job, subtask) != null);
            check(
                    !hasRun || of.now.isEmpty() || job.pausesByChance() || of.uncertain,
                    "Job %s fails, though its policy permits a restart: %s after %s",
                    job.topology().name(),
                    job.policy(),
                    of.granted);
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
