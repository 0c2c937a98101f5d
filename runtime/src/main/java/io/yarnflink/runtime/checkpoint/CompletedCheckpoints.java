package io.yarnflink.runtime.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The completed checkpoints that a restart may begin from. Owned by the core's thread. */
final class CompletedCheckpoints {

    private final int retained;
    private final Deque<CompletedCheckpoint> kept = new ArrayDeque<>();
    private @Nullable CompletedCheckpoint stopped;
    private long newestSubsumed;

    /**
     * @param retained how many are kept
     * @param restored what the job begins from; kept until enough newer ones are there
     */
    CompletedCheckpoints(int retained, Optional<CompletedCheckpoint> restored) {
        this.retained = retained;
        restored.ifPresent(kept::add);
    }

    /** Takes in a checkpoint and says which are not needed any more. */
    List<Long> add(CompletedCheckpoint checkpoint) {
        stopped = null;
        kept.add(checkpoint);
        List<Long> subsumed = new ArrayList<>();
        while (kept.size() > retained) {
            newestSubsumed = kept.remove().id();
            subsumed.add(newestSubsumed);
        }
        return subsumed;
    }

    /**
     * The job was to stop with this savepoint and has committed all that came before it. Should it have to go on, it must
     * do so from there, or it would commit the same again. The savepoint is its owner's and is never subsumed.
     */
    void stoppedWith(CompletedCheckpoint savepoint) {
        stopped = savepoint;
    }

    /** The checkpoint that a restart begins from; empty if it begins with nothing. */
    OptionalLong latest() {
        if (stopped != null) {
            return OptionalLong.of(stopped.id());
        }
        return kept.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(kept.getLast().id());
    }

    /** The newest checkpoint that was subsumed, 0 for none. */
    long newestSubsumed() {
        return newestSubsumed;
    }
}
