package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** What coordinators get to see of each subtask: ready, ended, reset, in this order and not twice. */
final class CoordinatorChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final Set<ExecutionAttemptID> ready = new HashSet<>();
    private final Set<ExecutionAttemptID> ended = new HashSet<>();
    private final Map<World.Part, ExecutionAttemptID> deployed = new HashMap<>();
    private final Set<World.Part> reset = new HashSet<>();
    private final Set<JobID> over = new HashSet<>();

    CoordinatorChecks(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.AttemptReady ready) {
            ready(ready);
        } else if (action instanceof JobAction.AttemptEnded end) {
            ended(end);
        } else if (action instanceof JobAction.SubtasksReset restarted) {
            alive(restarted.job(), "reset");
            SimulatedJob job = world.job(restarted.job());
            restarted.subtasks().forEach(subtask -> reset(job, subtask));
        } else if (action instanceof JobAction.JobReset restarted) {
            alive(restarted.job(), "reset");
            resetAll(world.job(restarted.job()));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            deployed(deploy);
        } else if (action instanceof JobAction.JobEnded end) {
            check(over.add(end.job()), "Job %s ends twice", end.job());
        }
    }

    private void ready(JobAction.AttemptReady action) {
        ExecutionAttemptID attempt = action.attempt();
        alive(action.job(), "ready attempt " + attempt);
        check(ready.add(attempt), "%s is ready twice", attempt);
        check(!ended.contains(attempt), "%s is ready after its end", attempt);
        check(ledger.isLatest(attempt), "%s is ready, but another attempt is the current one", attempt);
        SimulatedTask task = world.task(attempt);
        check(task != null && task.worker().id().equals(action.worker()), "%s is ready on no worker", attempt);
        check(
                task != null && task.state() != AttemptState.DEPLOYING,
                "%s is said to be ready, but has not begun",
                attempt);
    }

    private void ended(JobAction.AttemptEnded action) {
        alive(action.job(), "end of attempt " + action.attempt());
        check(ended.add(action.attempt()), "%s ends twice", action.attempt());
        check(ledger.isLatest(action.attempt()), "%s ends, but another attempt is the current one", action.attempt());
    }

    private void resetAll(SimulatedJob job) {
        for (Subtask subtask : job.topology().subtasks()) {
            World.Part part = new World.Part(job, subtask);
            // What waits for its next attempt was reset before and is so again.
            if (deployed.containsKey(part) && !reset.contains(part)) {
                reset(job, subtask);
            }
        }
    }

    private void reset(SimulatedJob job, Subtask subtask) {
        World.Part part = new World.Part(job, subtask);
        ExecutionAttemptID before = deployed.get(part);
        check(before != null, "%s is reset, but was never deployed", part);
        if (before == null) {
            return;
        }
        check(reset.add(part), "%s is reset twice", part);
        SimulatedTask task = world.task(before);
        check(
                task == null || !task.isAlive() || !ledger.trusts(task.worker().id()),
                "%s is reset while %s lives",
                part,
                before);
        boolean finished = task != null && task.state() == AttemptState.FINISHED;
        check(
                ended.contains(before) || finished || !ready.contains(before),
                "%s is reset, but coordinators do not know that %s ended",
                part,
                before);
    }

    private void deployed(JobAction.DeployAttempt deploy) {
        World.Part part = world.partOf(deploy.attempt());
        ExecutionAttemptID before = deployed.put(part, deploy.attempt());
        if (deploy.attempt().equals(before)) {
            return;
        }
        alive(part.job().id(), "deployment of " + part);
        int number = before == null ? 0 : before.getAttemptNumber() + 1;
        check(
                deploy.attempt().getAttemptNumber() == number,
                "%s is deployed, due is attempt %d",
                deploy.attempt(),
                number);
        check(before == null || reset.remove(part), "%s is deployed anew, but coordinators were not told", part);
    }

    private void alive(JobID job, String what) {
        check(!over.contains(job), "After the end of job %s: %s", job, what);
    }
}
