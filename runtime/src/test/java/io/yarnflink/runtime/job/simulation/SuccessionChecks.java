package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/** What must hold from one attempt to the next, whatever any of them, dead or alive, believes. */
final class SuccessionChecks {

    /** An attempt has begun to run a job. */
    private record Beginning(int epoch, long checkpoint) {}

    /** Somebody has committed what was written before a checkpoint of an attempt. */
    private record Commit(int epoch, long checkpoint) {}

    private final World world;
    private final Map<JobID, List<Beginning>> beginnings = new HashMap<>();
    private final Map<JobID, List<Commit>> commits = new HashMap<>();
    private final Map<JobID, JobEnd> ends = new HashMap<>();

    SuccessionChecks(World world) {
        this.world = world;
    }

    void begins(SimulatedJob job, Master master, Optional<LoggedCheckpoint> from) {
        String name = job.topology().name();
        check(
                !master.leads() || world.log().job(job).flatMap(LoggedJob::end).isEmpty(),
                "Job %s has ended and is run again",
                name);
        Beginning beginning =
                new Beginning(master.epoch(), from.map(LoggedCheckpoint::id).orElse(0L));
        beginnings.computeIfAbsent(job.id(), id -> new ArrayList<>()).add(beginning);
        commits.getOrDefault(job.id(), List.of()).forEach(commit -> agree(name, beginning, commit));
    }

    void commits(SimulatedTask task, long checkpoint) {
        JobID job = task.part().job().id();
        Commit commit = new Commit(task.master().epoch(), checkpoint);
        if (!commits.computeIfAbsent(job, id -> new ArrayList<>()).contains(commit)) {
            commits.get(job).add(commit);
            beginnings.getOrDefault(job, List.of()).forEach(beginning -> agree(job.toString(), beginning, commit));
        }
    }

    private static void agree(String job, Beginning beginning, Commit commit) {
        check(
                commit.epoch() >= beginning.epoch() || commit.checkpoint() <= beginning.checkpoint(),
                "Checkpoint %d of attempt %d has committed, but attempt %d of job %s begins from checkpoint %d",
                commit.checkpoint(),
                commit.epoch(),
                beginning.epoch(),
                job,
                beginning.checkpoint());
    }

    /** A subtask begins from a checkpoint, and takes back what was written after it: nobody may begin from a newer one. */
    void goesBackTo(World.Part part, long checkpoint) {
        world.log().job(part.job()).stream()
                .flatMap(job -> job.checkpoints().stream())
                .filter(named -> named.kind().commits() && named.id() > checkpoint)
                .forEach(named -> check(
                        false, "%s goes back to checkpoint %d, but the log names %d", part, checkpoint, named.id()));
    }

    /** Tasks are told that a checkpoint is complete. */
    void confirms(StoredCheckpoint checkpoint) {
        check(
                world.log().hasNamed(checkpoint),
                "Tasks are told of checkpoint %d at %s, which the log has never named",
                checkpoint.order().id(),
                checkpoint.folder());
    }

    /** Something was deleted, by whomever. */
    void deleted() {
        for (String path : world.log().paths()) {
            StoredCheckpoint named = world.checkpoint(path)
                    .orElseThrow(() -> new Violation("The log names " + path + ", which nobody has stored"));
            if (!named.isGivenAway()) {
                named.checkThatAllIsThere(world.files());
            }
        }
        Master current = world.masters().current();
        if (current.leads()) {
            current.storage().checkThatLiveOnesAreWhole();
        }
    }

    /** Whatever happened: should the leader die now, the next attempt begins from nothing older than what it has completed. */
    void world() {
        Master current = world.masters().current();
        if (world.scenario().attempts() > 1 && current.leads()) {
            current.storage().all().stream()
                    .filter(one -> one.isLive() && one.order().purpose().commits())
                    .forEach(this::isCovered);
        }
    }

    private void isCovered(StoredCheckpoint completed) {
        Optional<LoggedJob> logged = world.log().job(completed.job());
        long latest =
                logged.flatMap(LoggedJob::latest).map(LoggedCheckpoint::id).orElse(0L);
        check(
                latest >= completed.order().id()
                        || logged.flatMap(LoggedJob::end).isPresent(),
                "Checkpoint %d of job %s is complete, the newest that the log names is %d",
                completed.order().id(),
                completed.job().topology().name(),
                latest);
    }

    void ended(SimulatedJob job, JobEnd end) {
        JobEnd before = ends.putIfAbsent(job.id(), end);
        check(
                before == null,
                "Job %s has ended twice: as %s and %s",
                job.topology().name(),
                before,
                end);
    }

    /** How a job has ended of which the log says so. */
    JobEnd endOf(SimulatedJob job, LoggedEnd logged) {
        JobEnd end = ends.get(job.id());
        if (end == null) {
            // Whoever wrote it down has died at that moment.
            return new JobEnd(
                    JobPhase.valueOf(logged.result().name()),
                    logged.failure().map(text -> new FailureCause(text, "")),
                    List.of());
        }
        check(
                end.phase().name().equals(logged.result().name()),
                "Job %s ended as %s, the log says %s",
                job.topology().name(),
                end.phase(),
                logged.result());
        return end;
    }

    /** All is over. */
    void end() {
        for (Master master : world.masters().all()) {
            check(
                    master == world.masters().current() || master.isDead(),
                    "Attempt %d has not noticed that it is superseded",
                    master.epoch());
        }
    }
}
