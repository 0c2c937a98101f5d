package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.graph.Subtask;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
    private final boolean owned;
    private final Map<Subtask, TaskState> states = new LinkedHashMap<>();
    private final Set<Subtask> finished = new LinkedHashSet<>();
    private final Set<String> paths = new LinkedHashSet<>();
    private Fate fate = Fate.PENDING;
    private @Nullable CompletedCheckpoint completed;

    /**
     * @param owned whether its files go with it
     */
    StoredCheckpoint(SimulatedJob job, CheckpointOrder order, boolean owned) {
        this.job = job;
        this.order = order;
        this.owned = owned;
    }

    CheckpointOrder order() {
        return order;
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

    Set<Subtask> finished() {
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

    void fill(CheckpointContents contents, Files files) {
        contents.snapshots().forEach((subtask, snapshot) -> {
            Files.Written written = files.read(snapshot);
            states.put(subtask, written.state());
            paths.add(written.path());
        });
        finished.addAll(contents.finishedBefore());
    }

    void stored(CompletedCheckpoint as, Files files) {
        // Nobody stops a write that is under way.
        files.create(as.path() + "/_metadata");
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

    void subsume(Files files) {
        check(fate == Fate.LIVE, "Checkpoint %d is subsumed, but is %s", order.id(), fate);
        fate = Fate.SUBSUMED;
        if (owned) {
            files.deleteFolder(completed().path());
        }
    }

    void abort(Files files) {
        check(fate != Fate.LIVE && fate != Fate.SUBSUMED, "Checkpoint %d is aborted, but is %s", order.id(), fate);
        fate = Fate.ABORTED;
        files.deleteFolder(Files.folder(job, order));
    }

    void checkThatItIsWhole(Files files) {
        if (isLive()) {
            paths.forEach(path -> check(files.exists(path), "%s is gone, but checkpoint %d is live", path, order.id()));
        }
    }

    /** The same for a job that begins from it; if that claims it, it is nobody else's any more. */
    StoredCheckpoint adoptedBy(SimulatedJob heir, boolean claims) {
        StoredCheckpoint adopted = new StoredCheckpoint(heir, order, claims);
        adopted.states.putAll(states);
        adopted.finished.addAll(finished);
        adopted.paths.addAll(paths);
        adopted.completed = completed;
        adopted.fate = Fate.LIVE;
        if (claims) {
            fate = Fate.SUBSUMED;
        }
        return adopted;
    }
}
