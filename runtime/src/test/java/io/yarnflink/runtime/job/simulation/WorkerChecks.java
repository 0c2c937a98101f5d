package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workers: what is lost is released and stays lost, what is used is kept, and as many are wanted as jobs need. */
final class WorkerChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final Set<WorkerId> mustBeReleased = new HashSet<>();
    private @Nullable WorkerId gone;
    private boolean looked;

    WorkerChecks(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    @Override
    public void event(JobEvent event) {
        gone = event instanceof JobEvent.WorkerGone lost ? lost.worker() : null;
        looked = event instanceof JobEvent.TimerFired fired && fired.timer() instanceof Timer.CheckHeartbeats;
        if (gone != null && ledger.trusts(gone)) {
            mustBeReleased.add(gone);
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.ReleaseWorker release) {
            mustBeReleased.remove(release.worker());
            checkRelease(release.worker());
        } else if (action instanceof JobAction.AcceptWorker accept) {
            check(!ledger.hasLost(accept.worker()), "%s was given up and is accepted again", accept.worker());
        }
    }

    private void checkRelease(WorkerId worker) {
        if (worker.equals(gone) || isSilent(worker)) {
            return;
        }
        for (JobAction.DeployAttempt deploy : ledger.latest()) {
            World.Part part = world.partOf(deploy.attempt());
            check(
                    !deploy.worker().equals(worker) || !ledger.isLive(part.job()) || ended(deploy),
                    "%s is released though it is not lost and runs %s",
                    worker,
                    deploy.attempt());
        }
    }

    private boolean isSilent(WorkerId worker) {
        return ledger.silence(worker)
                > world.scenario().options().heartbeatTimeout().toMillis();
    }

    private boolean ended(JobAction.DeployAttempt deploy) {
        SimulatedTask task = world.task(deploy.attempt());
        return ledger.wasToldEnd(deploy.attempt()) || (task != null && !task.isAlive());
    }

    @Override
    public void decided() {
        check(mustBeReleased.isEmpty(), "%s are lost and not released", mustBeReleased);
        check(!looked || ledger.trusted().stream().noneMatch(this::isSilent), "Silence of workers is not noticed");
        boolean any = world.jobs().stream().anyMatch(ledger::isSubmitted);
        int perWorker = world.scenario().options().slotsPerWorker();
        int slots = world.jobs().stream()
                .filter(ledger::isLive)
                .mapToInt(SimulatedJob::slots)
                .sum();
        if (any) {
            int needed = (slots + perWorker - 1) / perWorker;
            check(ledger.target() == needed, "Jobs need %d workers, wanted are %d", needed, ledger.target());
        }
    }

    @Override
    public void end() {
        for (WorkerId id : world.yarn().alive()) {
            SimulatedWorker worker = world.worker(id);
            check(
                    worker != null && ledger.trusts(id),
                    "Container %s is alive though the core does not count on it",
                    id);
        }
        for (WorkerId id : ledger.trusted()) {
            check(world.yarn().alive().contains(id), "The core counts on %s, which does not exist any more", id);
        }
    }
}
