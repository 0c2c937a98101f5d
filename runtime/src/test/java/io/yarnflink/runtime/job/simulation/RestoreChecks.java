package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.api.common.JobID;

/** Restarts begin from the newest checkpoint, all subtasks from the same, and coordinators are told which. */
final class RestoreChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final CheckpointChecks checkpoints;
    private final Map<World.Part, OptionalLong> reset = new HashMap<>();
    private final Set<JobID> mustResetAll = new HashSet<>();

    RestoreChecks(World world, Ledger ledger, CheckpointChecks checkpoints) {
        this.world = world;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.JobFailed failed && ledger.isLive(world.job(failed.job()))) {
            mustResetAll.add(failed.job());
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.SubtasksReset restarted) {
            SimulatedJob job = world.job(restarted.job());
            check(!mustResetAll.contains(job.id()), "Job %s failed as a whole, but starts over in parts", job.id());
            newest(job, restarted.checkpoint());
            restarted.subtasks().forEach(subtask -> reset.put(new World.Part(job, subtask), restarted.checkpoint()));
        } else if (action instanceof JobAction.JobReset restarted) {
            SimulatedJob job = world.job(restarted.job());
            newest(job, restarted.checkpoint());
            resetAll(job, restarted.checkpoint());
            mustResetAll.remove(job.id());
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            deployed(deploy);
        }
    }

    private void newest(SimulatedJob job, OptionalLong from) {
        Long completed = checkpoints.newestCompleted(job.id());
        OptionalLong newest = completed != null
                ? OptionalLong.of(completed)
                : ledger.restored(job).map(of -> OptionalLong.of(of.id())).orElse(OptionalLong.empty());
        check(
                from.equals(newest),
                "Job %s starts over from checkpoint %s, the newest is %s",
                job.topology().name(),
                from,
                newest);
    }

    private void resetAll(SimulatedJob job, OptionalLong checkpoint) {
        job.topology().subtasks().forEach(subtask -> reset.put(new World.Part(job, subtask), checkpoint));
        for (JobAction.DeployAttempt deploy : ledger.latest()) {
            SimulatedTask task = world.task(deploy.attempt());
            check(
                    !deploy.job().equals(job.id())
                            || task == null
                            || !task.isAlive()
                            || !ledger.trusts(task.worker().id()),
                    "Coordinators of job %s go back while %s lives",
                    job.topology().name(),
                    task);
        }
    }

    private void deployed(JobAction.DeployAttempt deploy) {
        World.Part part = world.partOf(deploy.attempt());
        check(!mustResetAll.contains(deploy.job()), "%s is deployed before its job was reset", part);
        OptionalLong from = reset.getOrDefault(part, OptionalLong.empty());
        check(
                deploy.restore().equals(from),
                "%s is deployed from checkpoint %s, coordinators were told %s",
                part,
                deploy.restore(),
                from);
        if (ledger.restored(part.job()).isPresent()) {
            check(deploy.restore().isPresent(), "%s begins with nothing, though its job is restored", part);
        }
    }
}
