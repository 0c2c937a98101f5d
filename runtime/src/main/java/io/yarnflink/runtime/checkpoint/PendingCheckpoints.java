package io.yarnflink.runtime.checkpoint;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checkpoints under way, the oldest first, and which failed lately. Owned by the core's thread. */
final class PendingCheckpoints {

    private static final int REMEMBERED = 1_000;

    private final Map<Long, PendingCheckpoint> pending = new LinkedHashMap<>();
    private final Set<Long> aborted = new LinkedHashSet<>();

    void add(PendingCheckpoint checkpoint) {
        pending.put(checkpoint.id(), checkpoint);
    }

    Optional<PendingCheckpoint> in(CheckpointStage stage, long id) {
        return get(id).filter(checkpoint -> checkpoint.is(stage));
    }

    Optional<PendingCheckpoint> get(long id) {
        return Optional.ofNullable(pending.get(id));
    }

    List<PendingCheckpoint> all() {
        return List.copyOf(pending.values());
    }

    boolean anyPreparing() {
        return pending.values().stream().anyMatch(checkpoint -> checkpoint.is(CheckpointStage.PREPARING));
    }

    int count() {
        return pending.size();
    }

    void completed(PendingCheckpoint checkpoint) {
        checkpoint.moveTo(CheckpointStage.COMPLETE);
        pending.remove(checkpoint.id());
    }

    void aborted(PendingCheckpoint checkpoint) {
        checkpoint.moveTo(CheckpointStage.ABORTED);
        pending.remove(checkpoint.id());
        aborted.add(checkpoint.id());
        if (aborted.size() > REMEMBERED) {
            aborted.remove(aborted.iterator().next());
        }
    }

    /**
     * Whether a checkpoint has failed, so that nothing refers to what is told of it late. Not known of very old ones: a
     * file too many is better than one that a completed checkpoint misses.
     */
    boolean wasAborted(long id) {
        return aborted.contains(id);
    }
}
