package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ClientAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A client's requests that are not answered yet. Thread-safe: written by callers, completed by the connection's loop. */
final class PendingAnswers {

    /** A request's number and where its answer will be. */
    record Request(long number, CompletableFuture<ClientAnswer> answer) {}

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<ClientAnswer>> pending = new ConcurrentHashMap<>();

    /** Must be called before the request is sent. */
    Request next() {
        Request request = new Request(numbers.incrementAndGet(), new CompletableFuture<>());
        pending.put(request.number(), request.answer());
        return request;
    }

    void answered(ClientAnswer answer) {
        CompletableFuture<ClientAnswer> waiting = pending.remove(answer.request());
        if (waiting == null) {
            return;
        }
        if (answer instanceof ClientAnswer.RequestFailed failed) {
            waiting.completeExceptionally(new RequestFailedException(failed.reason()));
        } else {
            waiting.complete(answer);
        }
    }

    /** No answer will come any more. */
    void connectionLost() {
        for (Long number : List.copyOf(pending.keySet())) {
            CompletableFuture<ClientAnswer> waiting = pending.remove(number);
            if (waiting != null) {
                waiting.completeExceptionally(
                        new IOException("The connection to the application ended before it had answered;"
                                + " whether it did what was asked is not known"));
            }
        }
    }
}
