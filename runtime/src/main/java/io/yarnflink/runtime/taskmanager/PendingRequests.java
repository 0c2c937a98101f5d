package io.yarnflink.runtime.taskmanager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the JobManager that wait for their answer. Owned by the event loop.
 *
 * @param <T> the answer
 */
final class PendingRequests<T> {

    private final Map<Long, CompletableFuture<T>> waiting = new HashMap<>();
    private long lastId;

    /** Notes a new request and tells its id. */
    long add(CompletableFuture<T> answer) {
        lastId++;
        waiting.put(lastId, answer);
        return lastId;
    }

    /** Ignores an unknown id: the answer came twice. */
    void complete(long id, T answer) {
        @Nullable CompletableFuture<T> future = waiting.remove(id);
        if (future != null) {
            future.complete(answer);
        }
    }

    void fail(long id, Throwable cause) {
        @Nullable CompletableFuture<T> future = waiting.remove(id);
        if (future != null) {
            future.completeExceptionally(cause);
        }
    }

    void failAll(Throwable cause) {
        List<CompletableFuture<T>> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(future -> future.completeExceptionally(cause));
    }
}
