package io.yarnflink.runtime.snapshot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes on a few threads of its own, so that a slow storage holds nothing up. What cannot be deleted is logged with its
 * path and stays; no job fails for it. Thread-safe.
 */
final class Deletions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final int THREADS = 4;
    private static final long PATIENCE_SECONDS = 30;

    private final String job;
    private final ExecutorService pool;

    /** Done when everything that was asked for is. Guarded by this object's lock, for anybody may ask. */
    private CompletableFuture<Void> everything = CompletableFuture.completedFuture(null);

    /** Something that deletes. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** @param job its name, for messages */
    Deletions(String job) {
        this.job = job;
        this.pool = Executors.newFixedThreadPool(THREADS, work -> {
            Thread created = new Thread(work, "deletion of checkpoints");
            created.setDaemon(true);
            return created;
        });
    }

    /** Deletes soon. {@code what} names it in the log if it fails. */
    void soon(String what, Step step) {
        track(start(() -> attempt(what, step)));
    }

    /** Does all of {@code first}, several at a time, and then {@code last}. */
    void inOrder(List<Runnable> first, Runnable last) {
        track(all(first).thenRunAsync(last, pool));
    }

    /** Something is being written that may have to be deleted by whoever writes it: the last deletions wait for it. */
    void awaitWriting(CompletableFuture<?> writing) {
        track(writing.handle((done, failure) -> null));
    }

    /**
     * When everything that was asked for before is done, does what {@code first} says, several at a time, and then
     * {@code last}.
     */
    void lastly(Supplier<List<Runnable>> first, Runnable last) {
        track(everything().thenComposeAsync(done -> all(first.get()), pool).thenRunAsync(last, pool));
    }

    /** Does it now, and logs what goes wrong. */
    void attempt(String what, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            LOG.warn("{} of job '{}' could not be deleted and stays", what, job, e);
        }
    }

    private CompletableFuture<Void> start(Runnable work) {
        try {
            return CompletableFuture.runAsync(work, pool);
        } catch (RejectedExecutionException e) {
            LOG.debug("The job '{}' is closed, its files stay", job, e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<Void> all(List<Runnable> work) {
        return CompletableFuture.allOf(work.stream().map(this::start).toArray(CompletableFuture<?>[]::new));
    }

    private synchronized void track(CompletableFuture<Void> work) {
        everything = CompletableFuture.allOf(everything, work.exceptionally(failure -> {
            LOG.warn("Deleting files of job '{}' went wrong", job, failure);
            return null;
        }));
    }

    private synchronized CompletableFuture<Void> everything() {
        return everything;
    }

    /** Waits until what was asked for is done, but not for ever. */
    @Override
    public void close() {
        try {
            everything().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Files of job '{}' are still being deleted after {} s; some stay", job, PATIENCE_SECONDS);
        } catch (ExecutionException e) {
            LOG.debug("Deleting files of job '{}' went wrong", job, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
