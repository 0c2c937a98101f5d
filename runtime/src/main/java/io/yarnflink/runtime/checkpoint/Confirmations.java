package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tasks have not yet said that they know of the newest checkpoint they took part in. Owned by the core's thread.
 */
final class Confirmations {

    private record Owed(CompletedCheckpoint checkpoint, long lastSent) {}

    private final long repeatAfter;
    private final Map<Subtask, Owed> owed = new HashMap<>();

    /**
     * @param repeatAfter how long a task has to say that it knows
     */
    Confirmations(Duration repeatAfter) {
        this.repeatAfter = repeatAfter.toMillis();
    }

    void sent(Subtask subtask, CompletedCheckpoint checkpoint, long now) {
        owed.put(subtask, new Owed(checkpoint, now));
    }

    /**
     * Compares with what a task says.
     *
     * @param confirmed the newest checkpoint that it knows to be complete
     * @return what to tell it again
     */
    Optional<CompletedCheckpoint> heard(Subtask subtask, long confirmed, long now) {
        Owed open = owed.get(subtask);
        if (open == null) {
            return Optional.empty();
        }
        if (confirmed >= open.checkpoint().id()) {
            owed.remove(subtask);
            return Optional.empty();
        }
        if (now - open.lastSent() <= repeatAfter) {
            return Optional.empty();
        }
        sent(subtask, open.checkpoint(), now);
        return Optional.of(open.checkpoint());
    }

    /** These attempts are gone; those that follow them begin with what they are restored from. */
    void forget(Collection<Subtask> subtasks) {
        owed.keySet().removeAll(subtasks);
    }
}
