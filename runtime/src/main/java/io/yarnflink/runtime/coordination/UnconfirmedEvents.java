package io.yarnflink.runtime.coordination;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.concurrent.FutureUtils;

/**
 * Events of one coordinator that no task has accepted yet. Those sent before a checkpoint must have arrived before its
 * barriers go out. Owned by the coordinators' thread.
 */
final class UnconfirmedEvents {

    // Beyond so many, those that have been answered are looked for.
    private static final int MANY = 64;

    private final Set<CompletableFuture<?>> answers = new HashSet<>();

    void add(CompletableFuture<?> answer) {
        if (answers.size() >= MANY) {
            answers.removeIf(CompletableFuture::isDone);
        }
        answers.add(answer);
    }

    /** Completes when all events so far have been accepted, exceptionally if one that is still under way is not. */
    CompletableFuture<Void> allAccepted() {
        answers.removeIf(CompletableFuture::isDone);
        Collection<CompletableFuture<?>> pending = List.copyOf(answers);
        answers.clear();
        return FutureUtils.waitForAll(pending);
    }
}
