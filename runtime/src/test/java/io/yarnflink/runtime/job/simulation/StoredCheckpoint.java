package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.graph.Subtask;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checkpoint's place on storage. */
final class StoredCheckpoint {

    /** What became of it. */
    private enum Fate {
        PENDING,
        STORED,
        LIVE,
        SUBSUMED,
        ABORTED
    }

    private final SimulatedJob job;
    private final CheckpointOrder order;
    private final int epoch;
    private final boolean owned;
    private final Map<Subtask, TaskState> states = new LinkedHashMap<>();
    private final Map<Subtask, Amount> finished = new LinkedHashMap<>();
    private boolean writing;
    private boolean givenAway;
    private final Set<String> paths = new LinkedHashSet<>();
    private Fate fate = Fate.PENDING;
    private @Nullable CompletedCheckpoint completed;

    /**
     * @param epoch of the attempt that takes it
     * @param owned whether its files go with it
     */
    StoredCheckpoint(SimulatedJob job, CheckpointOrder order, int epoch, boolean owned) {
        this.job = job;
        this.order = order;
        this.epoch = epoch;
        this.owned = owned;
    }

    CheckpointOrder order() {
        return order;
    }

    SimulatedJob job() {
        return job;
    }

    String folder() {
        return completed == null ? Files.folder(job, order, epoch) : completed.path();
    }

    boolean belongsTo(SimulatedJob candidate) {
        return job.equals(candidate);
    }

    boolean isSavepoint() {
        return order.purpose().isSavepoint();
    }

    boolean isAt(String path) {
        return completed != null && completed.path().equals(path);
    }

    /** Whether somebody may begin from it. */
    boolean isLive() {
        return fate == Fate.LIVE;
    }

    /** Whether the job has ever taken it for complete. */
    boolean wasComplete() {
        return fate == Fate.LIVE || fate == Fate.SUBSUMED;
    }

    /** Whether its metadata has ever been written. */
    boolean isStored() {
        return completed != null;
    }

    Map<Subtask, TaskState> states() {
        return states;
    }

    /** What those had seen that had finished before. */
    Map<Subtask, Amount> finished() {
        return finished;
    }

    Set<String> paths() {
        return paths;
    }

    /** How one refers to it to begin from it. */
    CompletedCheckpoint completed() {
        if (completed == null) {
            throw new Violation("Checkpoint " + order.id() + " is not complete");
        }
        return completed;
    }

    void fill(CheckpointContents contents, Files files, Ledger ledger) {
        writing = true;
        contents.snapshots().forEach((subtask, snapshot) -> {
            Files.Written written = files.read(snapshot);
            states.put(subtask, written.state());
            paths.add(written.path());
        });
        contents.finishedBefore()
                .forEach(subtask ->
                        finished.put(subtask, Objects.requireNonNullElse(ledger.result(job, subtask), Amount.NOTHING)));
    }

    void stored(CompletedCheckpoint as, Files files) {
        // Nobody stops a write that is under way.
        writing = false;
        files.create(as.path() + "/_metadata", epoch);
        if (fate == Fate.PENDING) {
            fate = Fate.STORED;
            completed = as;
            paths.add(as.path() + "/_metadata");
        }
    }

    void complete() {
        check(
                fate == Fate.STORED || fate == Fate.LIVE,
                "Checkpoint %d is said to be complete, but is %s",
                order.id(),
                fate);
        fate = Fate.LIVE;
    }

    /** Nobody begins from it any more; whether its files go. */
    boolean subsume() {
        check(fate == Fate.LIVE, "Checkpoint %d is subsumed, but is %s", order.id(), fate);
        fate = Fate.SUBSUMED;
        return owned;
    }

    /** Nobody will begin from it; whether its files are for the caller to delete, since nobody writes the metadata just now. */
    boolean abort() {
        check(fate != Fate.LIVE && fate != Fate.SUBSUMED, "Checkpoint %d is aborted, but is %s", order.id(), fate);
        fate = Fate.ABORTED;
        return !writing;
    }

    boolean isAborted() {
        return fate == Fate.ABORTED;
    }

    /** The metadata is not written, and will not be. */
    void notWritten() {
        writing = false;
    }

    void checkThatItIsWhole(Files files) {
        if (isLive()) {
            checkThatAllIsThere(files);
        }
    }

    boolean isThere(Files files) {
        return paths.stream().allMatch(files::exists);
    }

    void checkThatAllIsThere(Files files) {
        if (completed != null) {
            paths.forEach(
                    path -> check(files.exists(path), "%s is gone, but checkpoint %d is needed", path, order.id()));
        }
    }

    /** It is somebody else's from now on. */
    void giveAway() {
        fate = Fate.SUBSUMED;
        givenAway = true;
    }

    boolean isGivenAway() {
        return givenAway;
    }

    /** The same for a job that begins from it. */
    StoredCheckpoint adoptedBy(SimulatedJob heir, boolean claims) {
        StoredCheckpoint adopted = new StoredCheckpoint(heir, order, epoch, claims);
        adopted.states.putAll(states);
        adopted.finished.putAll(finished);
        adopted.paths.addAll(paths);
        adopted.completed = completed;
        adopted.fate = Fate.LIVE;
        return adopted;
    }
}
