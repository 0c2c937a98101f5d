package io.yarnflink.runtime.taskmanager;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TaskManager's event loop: one thread that runs what it is handed in the order in which it came. Its methods may be
 * called from any thread.
 */
final class WorkerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    private final ScheduledExecutorService timer;
    private final Consumer<Throwable> onBug;
    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /**
     * Makes the loop; its thread starts with the first work.
     *
     * @param timer brings delayed work to the loop
     * @param onBug hears, on the loop, what an event's handling threw
     */
    WorkerLoop(ScheduledExecutorService timer, Consumer<Throwable> onBug) {
        this.timer = timer;
        this.onBug = onBug;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::newThread,
                (work, closed) -> LOG.debug("The event loop is closed; {} is dropped", work));
    }

    /** Runs work on the loop after all that was handed over before; drops it after {@link #close}. */
    void execute(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                onBug.accept(e);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the work throws goes to the loop
    void after(Duration delay, Runnable work) {
        timer.schedule(() -> execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    ScheduledFuture<?> every(Duration interval, Runnable work) {
        return timer.scheduleAtFixedRate(
                () -> execute(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Throws if the caller is not on the loop. */
    void assertInside() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("Expected to be on the TaskManager's event loop, but this is "
                    + Thread.currentThread().getName());
        }
    }

    /** Runs what it has been handed, then ends. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, "taskmanager-loop");
        created.setDaemon(true);
        thread = created;
        return created;
    }
}
