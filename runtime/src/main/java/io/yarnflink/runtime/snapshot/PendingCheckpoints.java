package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.lifecycle.Lifecycle;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.lifecycle.TransitionTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.jspecify.annotations.Nullable;

/**
 * The places of checkpoints that are not complete. Thread-safe by its lock: a place is made and metadata is written on
 * threads that do I/O, while whoever aborts may not wait for them. Exactly one of both gives an aborted place back.
 */
final class PendingCheckpoints {

    /** The life of a place. */
    enum Phase {
        /** It is being made. */
        MAKING,
        /** Tasks write into it. */
        OPEN,
        /** The metadata is being written. */
        STORING,
        /** The checkpoint is complete. */
        COMPLETE,
        /** It is not needed any more. */
        ABORTED;

        static final TransitionTable<Phase> TABLE = TransitionTable.of(Phase.class)
                .row(MAKING, OPEN, ABORTED)
                .row(OPEN, STORING, ABORTED)
                .row(STORING, OPEN, COMPLETE, ABORTED)
                .build();
    }

    private static final class Pending {
        private final Lifecycle<Phase> life;
        private @Nullable CheckpointStorageLocation place;

        Pending(long id, TransitionObserver observer) {
            life = new Lifecycle<>("the place of checkpoint " + id, Phase.TABLE, Phase.MAKING, observer);
        }
    }

    private final TransitionObserver observer;
    private final Map<Long, Pending> pending = new HashMap<>();

    PendingCheckpoints(TransitionObserver observer) {
        this.observer = observer;
    }

    /** A place is about to be made. */
    synchronized void begin(long id) {
        if (pending.putIfAbsent(id, new Pending(id, observer)) != null) {
            throw new IllegalStateException("Checkpoint " + id + " is under way already");
        }
    }

    /** The place has been made; false if it is not needed any more and the caller is to give it back. */
    synchronized boolean made(long id, CheckpointStorageLocation place) {
        Pending made = known(id);
        if (made.life.state() == Phase.ABORTED) {
            pending.remove(id);
            return false;
        }
        made.life.moveTo(Phase.OPEN);
        made.place = place;
        return true;
    }

    /** The place could not be made. */
    synchronized void notMade(long id) {
        pending.remove(id);
    }

    /** The place to write the metadata to; empty if there is none, or not any more. */
    synchronized Optional<CheckpointStorageLocation> startStoring(long id) {
        Pending open = pending.get(id);
        if (open == null || !open.life.mayMoveTo(Phase.STORING)) {
            return Optional.empty();
        }
        open.life.moveTo(Phase.STORING);
        return Optional.ofNullable(open.place);
    }

    /** The metadata is written; false if it is not needed any more and the caller is to give the place back. */
    synchronized boolean stored(long id) {
        Pending stored = known(id);
        pending.remove(id);
        if (stored.life.state() == Phase.ABORTED) {
            return false;
        }
        stored.life.moveTo(Phase.COMPLETE);
        return true;
    }

    /** The metadata could not be written; false if the caller is to give the place back. */
    synchronized boolean notStored(long id) {
        Pending failed = known(id);
        if (failed.life.state() == Phase.ABORTED) {
            pending.remove(id);
            return false;
        }
        failed.life.moveTo(Phase.OPEN);
        return true;
    }

    /** Nobody wants the checkpoint any more. The place that is to be given back; empty if somebody else does that. */
    synchronized Optional<CheckpointStorageLocation> abort(long id) {
        Pending aborted = pending.get(id);
        if (aborted == null || !aborted.life.mayMoveTo(Phase.ABORTED)) {
            return Optional.empty();
        }
        boolean inUse = aborted.life.state() != Phase.OPEN;
        aborted.life.moveTo(Phase.ABORTED);
        if (inUse) {
            return Optional.empty();
        }
        pending.remove(id);
        return Optional.ofNullable(aborted.place);
    }

    /** As {@link #abort}, for all. */
    synchronized List<CheckpointStorageLocation> abortAll() {
        List<CheckpointStorageLocation> places = new ArrayList<>();
        for (long id : List.copyOf(pending.keySet())) {
            abort(id).ifPresent(places::add);
        }
        return places;
    }

    private Pending known(long id) {
        Pending known = pending.get(id);
        if (known == null) {
            throw new IllegalStateException("Checkpoint " + id + " is not under way");
        }
        return known;
    }
}
