package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/** The ends of jobs are true, and what people see of jobs agrees with what happens. */
final class JobChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final Supplier<List<JobView>> views;
    private final Map<JobID, JobPhase> phases = new HashMap<>();
    private final Set<JobID> canceled = new HashSet<>();

    JobChecks(World world, Ledger ledger, Supplier<List<JobView>> views) {
        this.world = world;
        this.ledger = ledger;
        this.views = views;
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.CancelRequested cancel) {
            JobPhase phase = phases.get(cancel.job());
            if (phase != null && !phase.isTerminal() && phase != JobPhase.FAILING) {
                canceled.add(cancel.job());
            }
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.AllRunning all) {
            allRun(world.job(all.job()));
        } else if (action instanceof JobAction.JobEnded ended) {
            ended(world.job(ended.job()), ended.end());
        }
    }

    private void allRun(SimulatedJob job) {
        for (Subtask subtask : job.topology().subtasks()) {
            SimulatedTask task = latest(job, subtask);
            check(
                    task != null && (task.hasRun() || task.state() == AttemptState.FINISHED),
                    "All of job %s is said to run, but not %s",
                    job.topology().name(),
                    job.topology().describe(subtask));
        }
    }

    private void ended(SimulatedJob job, JobEnd end) {
        String name = job.topology().name();
        check(end.phase().isTerminal(), "Job %s ended as %s", name, end.phase());
        check(
                (end.phase() == JobPhase.CANCELED) == canceled.contains(job.id()),
                "Job %s ended as %s; canceled by somebody: %s",
                name,
                end.phase(),
                canceled.contains(job.id()));
        for (Subtask subtask : job.topology().subtasks()) {
            SimulatedTask task = latest(job, subtask);
            boolean finished = task != null && task.state() == AttemptState.FINISHED;
            check(end.phase() != JobPhase.FINISHED || finished, "Job %s has finished, but not %s", name, task);
            check(
                    task == null
                            || !task.isAlive()
                            || !ledger.trusts(task.worker().id()),
                    "Job %s has ended as %s, but %s lives",
                    name,
                    end.phase(),
                    task);
        }
        int left = job.topology().subtasks().size();
        check(
                end.phase() != JobPhase.FINISHED || end.accumulators().size() == left,
                "Job %s finished with the accumulators of %d of %d subtasks",
                name,
                end.accumulators().size(),
                left);
        check(
                (end.phase() == JobPhase.FAILED) == end.cause().isPresent(),
                "Job %s ended as %s with cause %s",
                name,
                end.phase(),
                end.cause());
    }

    private @Nullable SimulatedTask latest(SimulatedJob job, Subtask subtask) {
        JobAction.DeployAttempt deploy = ledger.latest(job, subtask);
        return deploy == null ? null : world.task(deploy.attempt());
    }

    @Override
    public void decided() {
        for (JobView view : views.get()) {
            JobID id = JobID.fromHexString(view.id());
            JobPhase before = phases.put(id, view.phase());
            JobEnd end = ledger.end(world.job(id));
            check(
                    before == null || !before.isTerminal() || before == view.phase(),
                    "Job %s was %s and is now %s",
                    view.name(),
                    before,
                    view.phase());
            check(
                    end == null ? !view.phase().isTerminal() : view.phase() == end.phase(),
                    "Job %s is shown as %s, its end is %s",
                    view.name(),
                    view.phase(),
                    end);
        }
    }

    @Override
    public void end() {
        for (SimulatedJob job : world.jobs()) {
            check(ledger.end(job) != null, "Job %s never ended", job.topology().name());
        }
    }
}
