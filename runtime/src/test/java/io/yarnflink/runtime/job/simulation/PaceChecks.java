package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/** When checkpoints are taken, how many at once and how many are kept. */
final class PaceChecks implements Check {

    /** What may come late after a checkpoint's time is over. */
    private static final long LATE = 1_000 + Script.LONG_PAUSE;

    private final World world;
    private final Ledger ledger;
    private final CheckpointChecks checkpoints;
    private final Map<JobID, Long> lastCompletion = new HashMap<>();
    private final Map<JobID, List<Long>> kept = new HashMap<>();
    private final Map<JobID, Boolean> shares = new HashMap<>();

    PaceChecks(World world, Ledger ledger, CheckpointChecks checkpoints) {
        this.world = world;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.JobSubmitted submitted) {
            JobID id = submitted.topology().job();
            List<Long> first = kept.computeIfAbsent(id, job -> new ArrayList<>());
            submitted.restored().ifPresent(from -> first.add(from.id()));
            shares.put(id, !submitted.checkpoints().firstIsFull());
        } else if (event instanceof JobEvent.CheckpointStored stored) {
            CheckpointFacts facts =
                    checkpoints.find(stored.job(), stored.checkpoint().id());
            if (facts != null && facts.is(CheckpointFacts.Stage.STORED)) {
                lastCompletion.put(stored.job(), world.time().now());
            }
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.PrepareCheckpoint prepare) {
            SimulatedJob job = world.job(prepare.job());
            if (!prepare.order().purpose().isSavepoint()) {
                periodic(job, prepare.order().id());
                boolean full = prepare.order().purpose() == CheckpointPurpose.FULL_CHECKPOINT;
                check(
                        full || shares.getOrDefault(job.id(), true),
                        "Checkpoint %d would share files with what job %s was restored from",
                        prepare.order().id(),
                        job.topology().name());
            }
        } else if (action instanceof JobAction.CheckpointCompleted completed) {
            completed(completed);
        }
    }

    private void periodic(SimulatedJob job, long id) {
        check(job.settings().interval().isPresent(), "Nobody wanted checkpoint %d of %s", id, job.id());
        long others = checkpoints.of(job).stream()
                .filter(facts -> facts.isOpen()
                        && facts.id() != id
                        && !facts.order().purpose().isSavepoint())
                .count();
        check(
                others < job.settings().maximumConcurrent(),
                "Checkpoint %d of %s is begun while %d are open",
                id,
                job.topology().name(),
                others);
        long calm = world.time().now() - lastCompletion.getOrDefault(job.id(), Long.MIN_VALUE / 2);
        check(
                calm >= job.settings().minimumPause().toMillis() || isAtEnd(job),
                "Checkpoint %d of %s is begun %d ms after the last was complete, the pause is %s",
                id,
                job.topology().name(),
                calm,
                job.settings().minimumPause());
    }

    /** Whether some of its tasks only wait for a last checkpoint. */
    private boolean isAtEnd(SimulatedJob job) {
        return job.topology().subtasks().stream()
                .map(subtask -> ledger.latest(job, subtask))
                .map(deploy -> deploy == null ? null : world.task(deploy.attempt()))
                .anyMatch(task -> task != null && task.status().progress().endOfData());
    }

    private void completed(JobAction.CheckpointCompleted completed) {
        SimulatedJob job = world.job(completed.job());
        List<Long> ids = kept.computeIfAbsent(job.id(), id -> new ArrayList<>());
        if (!completed.checkpoint().order().purpose().isSavepoint()) {
            ids.add(completed.checkpoint().id());
            shares.put(job.id(), true);
        }
        completed
                .subsumed()
                .forEach(subsumed ->
                        check(ids.remove(subsumed), "Checkpoint %d is subsumed, but %s are kept", subsumed, ids));
        int retained = job.settings().retained();
        check(
                ids.size() <= retained && (completed.subsumed().isEmpty() || ids.size() == retained),
                "%d are to be kept of job %s, kept are %s",
                retained,
                job.topology().name(),
                ids);
    }

    @Override
    public void decided() {
        for (CheckpointFacts facts : checkpoints.all()) {
            long timeout = facts.job().settings().timeout().toMillis();
            check(
                    !facts.isOpen() || world.time().now() - facts.begun() <= timeout + LATE,
                    "%s is open since %d",
                    facts,
                    facts.begun());
        }
    }
}
