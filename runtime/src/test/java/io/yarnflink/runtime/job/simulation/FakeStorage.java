package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.jspecify.annotations.Nullable;

/** Makes places for checkpoints, writes their metadata and deletes what it is told to. It answers late, or twice, or with a failure. */
final class FakeStorage {

    private record Place(JobID job, long checkpoint) {}

    private final World world;
    private final Map<Place, StoredCheckpoint> places = new LinkedHashMap<>();

    FakeStorage(World world) {
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
        StoredCheckpoint place = new StoredCheckpoint(world.job(job), order, true);
        StoredCheckpoint before = places.putIfAbsent(new Place(job, order.id()), place);
        check(before == null, "Checkpoint %d of %s is prepared twice", order.id(), job);
        boolean fails = world.strikes(world.scenario().faults().storageFailure());
        answer(
                fails
                        ? failure(job, order, CheckpointFailureReason.IO_EXCEPTION)
                        : new JobEvent.CheckpointPrepared(job, order.id()));
    }

    /** Writes the metadata after a while. */
    void store(JobID job, CheckpointContents contents) {
        StoredCheckpoint place = get(job, contents.order().id());
        place.fill(contents, world.files());
        world.time().after(world.chance().delay(100, 6_000, world.isFaulty() ? 0.15 : 0), () -> {
            if (world.strikes(world.scenario().faults().storageFailure())) {
                answer(failure(job, contents.order(), CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE));
                return;
            }
            CompletedCheckpoint completed = new CompletedCheckpoint(
                    contents.order(),
                    Files.folder(world.job(job), contents.order()),
                    contents.snapshots().size(),
                    world.wallClock());
            place.stored(completed, world.files());
            answer(new JobEvent.CheckpointStored(job, completed));
        });
    }

    private JobEvent failure(JobID job, CheckpointOrder order, CheckpointFailureReason reason) {
        return new JobEvent.CheckpointFailed(
                job, order.id(), reason, new FailureCause("storage: " + world.newFailure(), ""));
    }

    private void answer(JobEvent event) {
        world.time().after(world.chance().delay(60, 5_000, world.isFaulty() ? 0.1 : 0), () -> world.tell(event));
        if (world.strikes(world.scenario().faults().repetition())) {
            world.time().after(world.chance().delay(60, 5_000, 0.1), () -> world.tell(event));
        }
    }

    void completed(JobAction.CheckpointCompleted action) {
        get(action.job(), action.checkpoint().id()).complete();
        for (long subsumed : action.subsumed()) {
            get(action.job(), subsumed).subsume(world.files());
            checkThatLiveOnesAreWhole();
        }
    }

    void abort(JobAction.AbortCheckpoint action) {
        get(action.job(), action.order().id()).abort(world.files());
        action.snapshots()
                .forEach(snapshot ->
                        world.files().delete(world.files().read(snapshot).path()));
        checkThatLiveOnesAreWhole();
    }

    void discard(JobAction.DiscardSnapshot action) {
        world.files().delete(world.files().read(action.snapshot()).path());
        checkThatLiveOnesAreWhole();
    }

    /** A savepoint belongs to whoever asked for it. */
    void answered(JobAction.SavepointAnswered action) {
        action.path()
                .flatMap(path -> places.values().stream()
                        .filter(place -> place.isAt(path))
                        .findFirst())
                .ifPresent(StoredCheckpoint::complete);
    }

    /** Checkpoints go with their job, unless they are to be retained; savepoints stay. */
    void jobEnded(SimulatedJob job) {
        for (StoredCheckpoint place : places.values()) {
            boolean goes = place.belongsTo(job) && place.isLive() && !place.isSavepoint();
            if (goes && !job.snapshots().retained()) {
                place.subsume(world.files());
            }
        }
        checkThatLiveOnesAreWhole();
    }

    private void checkThatLiveOnesAreWhole() {
        places.values().forEach(place -> place.checkThatItIsWhole(world.files()));
    }

    /** Another job begins from a checkpoint. */
    void adopt(SimulatedJob job, StoredCheckpoint from, boolean claims) {
        places.put(new Place(job.id(), from.order().id()), from.adoptedBy(job, claims));
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
        place.checkThatItIsWhole(world.files());
        Subtask subtask = part.subtask();
        if (place.finished().contains(subtask)) {
            Amount result = world.outputs().result(part);
            check(result != null, "%s begins as finished, but never did", part);
            return Optional.of(new TaskState(result == null ? Amount.NOTHING : result, true, Map.of()));
        }
        TaskState state = place.states().get(subtask);
        check(state != null, "Checkpoint %d, from which %s begins, holds nothing of it", checkpoint, part);
        return Optional.ofNullable(state);
    }
}
