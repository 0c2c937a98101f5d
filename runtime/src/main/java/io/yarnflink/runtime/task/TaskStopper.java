package io.yarnflink.runtime.task;

import io.yarnflink.runtime.exchange.AttemptChannels;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops one task whatever its code does: asks it, interrupts it again and again, and in the end calls for the process to
 * end. Each of the three has a thread of its own, since the user's code may block the first, and interrupting may block
 * on what the interrupted thread holds. The third is a timer's.
 */
final class TaskStopper {

    private static final Logger LOG = LoggerFactory.getLogger(TaskStopper.class);

    private final Thread taskThread;
    private final ScheduledExecutorService timer;
    private final TaskControl control;
    private final AtomicBoolean canceled = new AtomicBoolean();
    // Written by the task's thread, read by who stops it.
    private volatile Duration interval;
    private volatile Duration timeout;
    // Guarded by this.
    private @Nullable ScheduledFuture<?> watchdog;
    private @Nullable ScheduledFuture<?> interrupter;
    private boolean released;

    TaskStopper(Thread taskThread, ScheduledExecutorService timer, TaskControl control, Configuration configuration) {
        this.taskThread = taskThread;
        this.timer = timer;
        this.control = control;
        this.interval = configuration.get(TaskManagerOptions.TASK_CANCELLATION_INTERVAL);
        this.timeout = configuration.get(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT);
    }

    /** A job may have its own mind about how long its tasks take to stop. */
    void configure(ExecutionConfig executionConfig) {
        ReadableConfig own = executionConfig.toConfiguration();
        interval =
                own.getOptional(TaskManagerOptions.TASK_CANCELLATION_INTERVAL).orElse(interval);
        timeout = own.getOptional(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT).orElse(timeout);
    }

    /** From now on the task's thread has {@code task.cancellation.timeout} to come to its end. */
    synchronized void watch() {
        long millis = timeout.toMillis();
        if (millis > 0 && watchdog == null && !released) {
            watchdog = timer.schedule(this::giveUp, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Cancels what the task runs, on a thread of its own, and interrupts it while it does not end. */
    void cancelFromOutside(TaskInvokable invokable, AttemptChannels channels) {
        if (!canceled.compareAndSet(false, true)) {
            return;
        }
        start("Canceler for " + taskThread.getName(), () -> cancel(invokable, channels));
        synchronized (this) {
            if (!released) {
                interrupter = timer.schedule(
                        () -> start("Interrupter for " + taskThread.getName(), () -> interrupt(invokable)),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Cancels what the task runs, on the task's own thread, after it has failed there. */
    void cancelFromInside(TaskInvokable invokable) {
        if (canceled.compareAndSet(false, true)) {
            cancelQuietly(invokable);
        }
    }

    /** The task holds nothing any more. */
    synchronized void released() {
        released = true;
        if (watchdog != null) {
            watchdog.cancel(false);
        }
        if (interrupter != null) {
            interrupter.cancel(false);
        }
    }

    private void cancel(TaskInvokable invokable, AttemptChannels channels) {
        cancelQuietly(invokable);
        // Wakes threads that wait for memory; the task's thread closes the channels itself.
        channels.fail(null);
        if (!invokable.isUsingNonBlockingInput()) {
            channels.closeInputs();
        }
        invokable.maybeInterruptOnCancel(taskThread, null, null);
    }

    private void cancelQuietly(TaskInvokable invokable) {
        try {
            invokable.cancel();
        } catch (Exception | LinkageError e) {
            LOG.error("Canceling {} threw; it will be interrupted", taskThread.getName(), e);
        }
    }

    private void interrupt(TaskInvokable invokable) {
        try {
            while (taskThread.isAlive() && !isReleased()) {
                invokable.maybeInterruptOnCancel(taskThread, taskThread.getName(), interval.toMillis());
                taskThread.join(interval.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isReleased() {
        return released;
    }

    private void giveUp() {
        if (taskThread.isAlive() && !isReleased()) {
            IllegalStateException stuck = new IllegalStateException(
                    "Expected task " + taskThread.getName() + " to stop within " + timeout.toMillis()
                            + " ms (task.cancellation.timeout) of being asked, but it is still here:");
            stuck.setStackTrace(taskThread.getStackTrace());
            control.fatal(stuck);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("{} failed", t.getName(), e));
        thread.start();
    }
}
