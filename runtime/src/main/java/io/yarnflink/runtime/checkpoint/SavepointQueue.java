package io.yarnflink.runtime.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Savepoints that were asked for; one is taken after the other. Owned by the core's thread. */
final class SavepointQueue {

    private final Deque<SavepointRequest> waiting = new ArrayDeque<>();
    private @Nullable SavepointRequest current;
    private @Nullable CompletedCheckpoint stopped;

    void add(SavepointRequest request) {
        waiting.add(request);
    }

    /** What to take next; empty while one is being taken or the job stops. */
    Optional<SavepointRequest> next() {
        return current == null ? Optional.ofNullable(waiting.peek()) : Optional.empty();
    }

    /** The next one is being taken, or was answered. */
    SavepointRequest begin() {
        current = waiting.remove();
        return current;
    }

    /** The present one was answered. */
    void end() {
        current = null;
        stopped = null;
    }

    /** The present one is complete; the job has yet to stop. */
    void stopsWith(CompletedCheckpoint savepoint) {
        stopped = savepoint;
    }

    /** Whether the job is to stop with the present one. */
    boolean isStopping() {
        return current != null && current.purpose().isStopping();
    }

    /** The completed savepoint with which the job stops. */
    Optional<CompletedCheckpoint> stopped() {
        return Optional.ofNullable(stopped);
    }

    /** The number of the present one. */
    long currentRequest() {
        if (current == null) {
            throw new IllegalStateException("No savepoint is being taken");
        }
        return current.request();
    }

    /** Takes out all that wait. */
    List<SavepointRequest> takeWaiting() {
        List<SavepointRequest> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
