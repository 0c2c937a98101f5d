package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.job.Incarnation;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.succession.Attempt;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.succession.LoggedSuccession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;

/**
 * The user's program in one attempt of the ApplicationMaster, and what the JobManager does with what the attempts before have
 * left: it claims the application, returns the results of jobs that have ended and goes on with the others.
 */
final class Program {

    private static final byte[] GRAPH = {1};

    private final Master master;
    private final World world;
    private final Map<JobID, JobRecord> records = new HashMap<>();
    private final Set<JobID> settled = new HashSet<>();
    private @Nullable LoggedSuccession succession;

    Program(Master master, World world) {
        this.master = master;
        this.world = world;
    }

    void begin() {
        boolean several = world.scenario().attempts() > 1;
        Attempt attempt =
                new Attempt(master.epoch(), "name", "application_1_0001", "am:" + master.epoch(), several, true);
        LoggedSuccession begun = new LoggedSuccession(
                world.mistake().in(new ProcessLog(world.log(), () -> master.mayBeStruck(Strike.When.LOG))),
                world.keepsakes(),
                attempt,
                work -> master.io(world.chance().delay(100, 4_000, 0.1), work),
                master::superseded);
        succession = begun;
        FutureUtils.assertNoException(begun.inheritance().handle((known, failure) -> {
            world.time().after(0, () -> claimed(failure));
            return null;
        }));
    }

    private void claimed(@Nullable Throwable failure) {
        if (master.isDead()) {
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Violation violation) {
            throw violation;
        }
        check(cause == null, "Attempt %d cannot claim the application: %s", master.epoch(), cause);
        world.jobs().forEach(this::run);
    }

    /** {@code execute()} is called for the job when its time has come. */
    void run(SimulatedJob job) {
        master.io(Math.max(0, job.submitAt() - world.time().now()), () -> submit(job));
    }

    private void submit(SimulatedJob job) {
        LoggedSuccession known = succession;
        if (known == null) {
            throw new IllegalStateException("The program has not begun");
        }
        JobRecord record = world.mistake().in(known.job(job.id(), job.topology().name()));
        records.put(job.id(), record);
        Optional<LoggedEnd> end = record.inherited().flatMap(LoggedJob::end);
        if (end.isPresent()) {
            hasEnded(job, end.get());
        } else {
            goOn(job, record);
        }
    }

    private void hasEnded(SimulatedJob job, LoggedEnd end) {
        master.storage().tidyUp(job);
        master.ledger().inherited(job, world.succession().endOf(job, end));
        settled.add(job.id());
    }

    private void goOn(SimulatedJob job, JobRecord record) {
        if (record.inherited().isEmpty()) {
            record.submitted(GRAPH::clone);
        }
        Optional<LoggedCheckpoint> latest = record.inherited().flatMap(LoggedJob::latest);
        Optional<CompletedCheckpoint> from =
                latest.map(logged -> master.storage().inherit(job, logged)).or(job.snapshots()::restored);
        boolean foreign = latest.map(logged -> logged.kind().isSavepoint())
                .orElse(job.settings().firstIsFull());
        long newest = master.storage().takeOver(job, from);
        world.succession().begins(job, master, latest);
        master.tell(new JobEvent.JobSubmitted(
                job.topology(), job.policy(), settings(job, foreign), from, new Incarnation(master.epoch(), newest)));
        if (job.cancelAt() < world.time().now()) {
            // Whoever wanted it to end sees that it does not.
            world.time()
                    .after(world.chance().between(1, 5_000), () -> master.tell(new JobEvent.CancelRequested(job.id())));
        }
    }

    private static CheckpointSettings settings(SimulatedJob job, boolean foreign) {
        CheckpointSettings of = job.settings();
        return new CheckpointSettings(
                of.interval(),
                of.timeout(),
                of.minimumPause(),
                of.maximumConcurrent(),
                of.tolerableFailures(),
                of.afterTasksFinish(),
                of.retained(),
                foreign);
    }

    /** What is written down of a job. */
    JobRecord record(JobID job) {
        JobRecord record = records.get(job);
        if (record == null) {
            throw new Violation("Nobody submitted job " + job + " in attempt " + master.epoch());
        }
        return record;
    }

    /** It is written down how the job has ended. */
    void settled(SimulatedJob job, JobEnd end) {
        world.succession().ended(job, end);
        settled.add(job.id());
    }

    /** Whether the end of the job is known for good. */
    boolean hasSettled(SimulatedJob job) {
        return settled.contains(job.id());
    }
}
