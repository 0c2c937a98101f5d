package io.yarnflink.runtime.jobmanager;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the JobManager's state. Work that comes after the end is dropped. */
final class EventLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final ScheduledThreadPoolExecutor executor;

    /** Written once, by the loop's own thread when it starts; read by any. */
    private volatile long threadId = -1;

    EventLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread created = new Thread(
                    () -> {
                        threadId = Thread.currentThread().getId();
                        work.run();
                    },
                    name);
            created.setDaemon(true);
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable work) {
        try {
            executor.execute(guard(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped an event that came after the end", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failures are logged by the guard
    void schedule(Runnable work, Duration delay) {
        try {
            executor.schedule(guard(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped a timer that was set after the end", e);
        }
    }

    boolean isCurrent() {
        return Thread.currentThread().getId() == threadId;
    }

    private static Runnable guard(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("An event of the JobManager was not handled", e);
            }
        };
    }

    /** Runs what was handed in before, then ends. Returns at once. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
