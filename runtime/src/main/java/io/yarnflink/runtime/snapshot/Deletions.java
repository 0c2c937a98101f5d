package io.yarnflink.runtime.snapshot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** One party for each deletion that is under way, and one for this object until it is closed. */
    private final Phaser underWay = new Phaser(1);

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
        CompletableFuture<?>[] started = first.stream().map(this::start).toArray(CompletableFuture<?>[]::new);
        track(CompletableFuture.allOf(started).handle((done, failure) -> null).thenRunAsync(last, pool));
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

    private void track(CompletableFuture<?> work) {
        underWay.register();
        CompletableFuture<?> unused = work.whenComplete((done, failure) -> {
            underWay.arriveAndDeregister();
            if (failure != null) {
                LOG.warn("Deleting files of job '{}' went wrong", job, failure);
            }
        });
    }

    /** Waits until what was asked for is done, but not for ever. */
    @Override
    public void close() {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arriveAndDeregister(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Files of job '{}' are still being deleted after {} s; some stay", job, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
