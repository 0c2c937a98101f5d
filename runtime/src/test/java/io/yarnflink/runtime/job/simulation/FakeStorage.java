package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.succession.LostLeadershipException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints as one attempt of the ApplicationMaster makes, writes and deletes them on storage that all attempts share. It
 * answers late, or twice, or with a failure, and keeps the contract of {@code snapshot.JobCheckpoints}: it asks the job's
 * record at the same points.
 */
final class FakeStorage {

    private record Place(JobID job, long checkpoint) {}

    private final Master master;
    private final World world;
    private final Map<Place, StoredCheckpoint> places = new LinkedHashMap<>();

    FakeStorage(Master master, World world) {
        this.master = master;
        this.world = world;
    }

    @Nullable
    StoredCheckpoint find(JobID job, long checkpoint) {
        return places.get(new Place(job, checkpoint));
    }

    Collection<StoredCheckpoint> all() {
        return places.values();
    }

    /** The place that was made for a checkpoint. */
    StoredCheckpoint get(JobID job, long checkpoint) {
        StoredCheckpoint found = find(job, checkpoint);
        if (found == null) {
            throw new Violation("Nothing was prepared for checkpoint " + checkpoint + " of job " + job);
        }
        return found;
    }

    void prepare(JobID job, CheckpointOrder order) {
        StoredCheckpoint place = new StoredCheckpoint(world.job(job), order, master.epoch(), true);
        StoredCheckpoint before = places.putIfAbsent(new Place(job, order.id()), place);
        check(before == null, "Checkpoint %d of %s is prepared twice", order.id(), job);
        master.io(slowly(0.1), () -> make(job, place));
    }

    private void make(JobID job, StoredCheckpoint place) {
        CheckpointOrder order = place.order();
        if (world.strikes(world.scenario().faults().storageFailure())) {
            answer(failure(job, order, CheckpointFailureReason.IO_EXCEPTION));
            return;
        }
        world.files().makeFolder(place.folder());
        try {
            record(job).verify();
        } catch (IOException e) {
            answer(failure(job, order, CheckpointFailureReason.IO_EXCEPTION));
            return;
        }
        if (place.isAborted()) {
            delete(place);
        }
        answer(new JobEvent.CheckpointPrepared(job, order.id()));
    }

    /** Writes the metadata after a while. */
    void store(JobID job, CheckpointContents contents) {
        StoredCheckpoint place = get(job, contents.order().id());
        place.fill(contents, world.files(), master.ledger());
        long delay = world.chance().delay(100, 6_000, world.isFaulty() ? 0.15 : 0);
        master.io(delay, () -> write(job, contents, place));
    }

    private void write(JobID job, CheckpointContents contents, StoredCheckpoint place) {
        CheckpointOrder order = contents.order();
        if (place.isAborted() || world.strikes(world.scenario().faults().storageFailure())) {
            notWritten(job, place, CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE);
            return;
        }
        CompletedCheckpoint completed = new CompletedCheckpoint(
                order, place.folder(), contents.snapshots().size(), world.wallClock());
        place.stored(completed, world.files());
        world.add(place);
        if (world.mistake().notifiesBeforeTheRename()) {
            answer(new JobEvent.CheckpointStored(job, completed));
        }
        try {
            int retained = world.job(job).settings().retained();
            if (!record(job).completed(describe(completed), retained)) {
                notWritten(job, place, CheckpointFailureReason.CHECKPOINT_SUBSUMED);
                return;
            }
        } catch (IOException e) {
            notWritten(job, place, CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE);
            return;
        }
        if (!world.mistake().notifiesBeforeTheRename()) {
            answer(new JobEvent.CheckpointStored(job, completed));
        }
    }

    private void notWritten(JobID job, StoredCheckpoint place, CheckpointFailureReason reason) {
        place.notWritten();
        if (place.isAborted()) {
            deleteIfNobodyNeedsIt(job, place);
        }
        answer(failure(job, place.order(), reason));
    }

    private static LoggedCheckpoint describe(CompletedCheckpoint checkpoint) {
        CheckpointOrder order = checkpoint.order();
        return new LoggedCheckpoint(
                order.id(),
                order.purpose().kind(),
                checkpoint.path(),
                order.timestamp(),
                checkpoint.completedAt(),
                checkpoint.stateBytes());
    }

    private JobEvent failure(JobID job, CheckpointOrder order, CheckpointFailureReason reason) {
        return new JobEvent.CheckpointFailed(
                job, order.id(), reason, new FailureCause("storage: " + world.newFailure(), ""));
    }

    private long slowly(double rarely) {
        return world.chance().delay(60, 5_000, world.isFaulty() ? rarely : 0);
    }

    private void answer(JobEvent event) {
        world.time().after(slowly(0.1), () -> master.tell(event));
        if (world.strikes(world.scenario().faults().repetition())) {
            world.time().after(world.chance().delay(60, 5_000, 0.1), () -> master.tell(event));
        }
    }

    void completed(JobAction.CheckpointCompleted action) {
        get(action.job(), action.checkpoint().id()).complete();
        for (long subsumed : action.subsumed()) {
            StoredCheckpoint place = get(action.job(), subsumed);
            if (place.subsume()) {
                master.io(slowly(0.05), () -> delete(place));
            }
        }
    }

    void abort(JobAction.AbortCheckpoint action) {
        StoredCheckpoint place = get(action.job(), action.order().id());
        record(action.job()).giveUp(action.order().id());
        boolean goes = place.abort();
        master.io(slowly(0.1), () -> {
            try {
                record(action.job()).beforeDeletion(action.order().id());
            } catch (IOException e) {
                return;
            }
            action.snapshots()
                    .forEach(snapshot ->
                            world.files().delete(world.files().read(snapshot).path()));
            if (goes) {
                delete(place);
            }
        });
    }

    private void deleteIfNobodyNeedsIt(JobID job, StoredCheckpoint place) {
        try {
            record(job).beforeDeletion(place.order().id());
            delete(place);
        } catch (IOException e) {
            world.trace().add("world", place.folder() + " stays");
        }
    }

    private void delete(StoredCheckpoint place) {
        world.files().deleteFolder(place.folder());
        world.succession().deleted();
    }

    void discard(JobAction.DiscardSnapshot action) {
        master.io(slowly(0.1), () -> {
            try {
                record(world.files().read(action.snapshot()).part().job().id()).verify();
            } catch (IOException e) {
                return;
            }
            world.files().delete(world.files().read(action.snapshot()).path());
            world.succession().deleted();
        });
    }

    /** A savepoint belongs to whoever asked for it. */
    void answered(JobAction.SavepointAnswered action) {
        action.path()
                .flatMap(path -> places.values().stream()
                        .filter(place -> place.isAt(path))
                        .findFirst())
                .ifPresent(StoredCheckpoint::complete);
    }

    /** What was written down of the job, and what becomes of its checkpoints: they go with it, unless they are to be retained. */
    void jobEnded(SimulatedJob job, JobEnd end) {
        master.io(slowly(0.1), () -> {
            boolean retained = job.snapshots().retained();
            try {
                record(job.id())
                        .ended(
                                LoggedEnd.Result.valueOf(end.phase().name()),
                                () -> new byte[1],
                                end.cause().map(FailureCause::summary),
                                retained);
            } catch (IOException e) {
                throw new Violation("The end of a job cannot be written down", e);
            }
            master.mayBeStruck(Strike.When.ACTION);
            settle(job, retained);
            master.program().settled(job, end);
            world.script().ended(job, end);
        });
    }

    private void settle(SimulatedJob job, boolean retained) {
        for (StoredCheckpoint place : places.values()) {
            boolean goes = place.belongsTo(job) && place.isLive() && !place.isSavepoint();
            if (goes && !retained && place.subsume()) {
                delete(place);
            }
        }
        if (master.epoch() > 1) {
            tidyUp(job);
        }
        world.files().tidiedUp(job);
    }

    /** Removes what attempts have left of a job that has ended. */
    void tidyUp(SimulatedJob job) {
        Set<String> needed = new HashSet<>();
        places.values().stream().filter(StoredCheckpoint::isLive).forEach(place -> needed.add(place.folder()));
        record(job.id()).counting().forEach(one -> needed.add(one.path()));
        deleteAllBut(job, needed);
    }

    private void deleteAllBut(SimulatedJob job, Set<String> needed) {
        deleteAll(world.files().checkpointsOf(job).stream()
                .filter(folder -> !needed.contains(folder))
                .toList());
    }

    /** The folder of the highest number stays, so that nobody uses the number again. */
    private void takeAway(List<String> folders, long highest) {
        for (String folder : folders) {
            if (Files.numberOf(folder) == highest) {
                world.files().empty(folder);
            } else {
                world.files().deleteFolder(folder);
            }
        }
        world.succession().deleted();
    }

    private void deleteAll(List<String> folders) {
        folders.forEach(world.files()::deleteFolder);
        world.succession().deleted();
    }

    void checkThatLiveOnesAreWhole() {
        places.values().forEach(place -> place.checkThatItIsWhole(world.files()));
    }

    /** Another job begins from a checkpoint. */
    void adopt(SimulatedJob job, StoredCheckpoint from, boolean claims) {
        places.put(new Place(job.id(), from.order().id()), from.adoptedBy(job, claims));
        if (claims) {
            from.giveAway();
        }
    }

    /** This attempt goes on from what the log names. */
    CompletedCheckpoint inherit(SimulatedJob job, LoggedCheckpoint logged) {
        StoredCheckpoint from = world.checkpoint(logged.path())
                .orElseThrow(() -> new Violation("The log names " + logged.path() + ", which nobody has stored"));
        if (!master.leads() && !from.isThere(world.files())) {
            // Its job fails, and when it writes that down it finds that another attempt leads.
            master.superseded(new LostLeadershipException("It is lost", new IOException(logged.path() + " is gone")));
        }
        from.checkThatAllIsThere(world.files());
        StoredCheckpoint inherited = from.adoptedBy(job, !logged.kind().isSavepoint());
        places.put(new Place(job.id(), logged.id()), inherited);
        return inherited.completed();
    }

    /** Numbers up to this one are taken. Removes what earlier attempts have left unfinished. */
    long takeOver(SimulatedJob job, Optional<CompletedCheckpoint> from) {
        long known = from.map(CompletedCheckpoint::id).orElse(0L);
        if (master.epoch() == 1) {
            return known;
        }
        Set<String> needed = new HashSet<>();
        for (LoggedCheckpoint one : inheritedBy(job)) {
            needed.add(one.path());
            known = Math.max(known, one.id());
        }
        List<String> found = world.files().checkpointsOf(job);
        List<String> superfluous =
                found.stream().filter(folder -> !needed.contains(folder)).toList();
        long highest = found.stream().mapToLong(Files::numberOf).max().orElse(0);
        verify(job);
        master.io(slowly(0.3), () -> {
            if (world.mistake().looksWhenItDeletes()) {
                deleteAllBut(job, needed);
            } else {
                takeAway(superfluous, highest);
            }
        });
        return Math.max(known, highest);
    }

    private void verify(SimulatedJob job) {
        try {
            record(job.id()).verify();
        } catch (IOException e) {
            throw new UncheckedIOException("The log cannot be read", e);
        }
    }

    private List<LoggedCheckpoint> inheritedBy(SimulatedJob job) {
        return record(job.id()).inherited().map(known -> known.checkpoints()).orElse(List.of());
    }

    private JobRecord record(JobID job) {
        return master.program().record(job);
    }

    /**
     * What a subtask gets back.
     *
     * @param readable whether it must be there; if not, the answer may be empty
     */
    Optional<TaskState> restore(World.Part part, long checkpoint, boolean readable) {
        StoredCheckpoint place = find(part.job().id(), checkpoint);
        boolean there = place != null && place.isLive();
        check(there || !readable, "%s begins from checkpoint %d, which is not there", part, checkpoint);
        if (place == null || !there) {
            return Optional.empty();
        }
        if (readable) {
            place.checkThatItIsWhole(world.files());
        }
        Amount result = place.finished().get(part.subtask());
        if (result != null) {
            return Optional.of(new TaskState(result, true, Map.of()));
        }
        TaskState state = place.states().get(part.subtask());
        check(state != null, "Checkpoint %d, from which %s begins, holds nothing of it", checkpoint, part);
        return Optional.ofNullable(state);
    }
}
