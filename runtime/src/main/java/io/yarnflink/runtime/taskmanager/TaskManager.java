package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlClient;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.EpochFence;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TaskManager from its start to its end. Opens data exchange and connects to the JobManager at the same time,
 * registers, and then does what it is told. It never ends the process: who started it does, when {@link #termination}
 * says so.
 *
 * <p>Thread-safe. The event loop owns what changes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // every way ends in termination()
public final class TaskManager implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskManager.class);

    /** How long tasks may take to end when the TaskManager stops; after that it is done without them. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final TaskManagerOptions options;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService executor;
    private final WorkerLoop loop;
    private final CompletableFuture<TaskManagerEnd> termination = new CompletableFuture<>();
    private final CompletableFuture<WorkerResources> opening;
    private final Connector connector;

    /** Finds another JobManager; empty if none will come. */
    private final Optional<JobManagerSearch> search;

    // These belong to the loop.
    private @Nullable WorkerCore core;
    private @Nullable ControlConnection current;
    private @Nullable Jobs jobs;
    private JobManagerSilence silence;
    private final Set<ControlConnection> lostEarly = new HashSet<>();
    private @Nullable TaskManagerEnd endedEarly;
    private boolean closing;

    private TaskManager(TaskManagerOptions options, EpochFence fence, Connector connector) {
        this.options = options;
        this.connector = connector;
        this.search =
                options.lookup().map(lookup -> new JobManagerSearch(lookup, fence, this::open, registrationTimeout()));
        this.timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads("taskmanager-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.executor = Executors.newCachedThreadPool(new DaemonThreads("taskmanager-io"));
        this.loop = new WorkerLoop(timer, this::fatal);
        this.silence = newSilence();
        this.opening = CompletableFuture.supplyAsync(this::open, executor);
    }

    /** Starts; returns at once. Whatever goes wrong is told by {@link #termination}. */
    public static TaskManager start(TaskManagerOptions options) {
        EpochFence fence = new EpochFence();
        return start(
                options,
                fence,
                (address, listener) -> ControlClient.connect(address, options.identity(), fence, listener));
    }

    /** Starts with another way to the JobManager; the connector is called on a thread that may block. */
    static TaskManager start(
            TaskManagerOptions options, Function<ConnectionListener, CompletableFuture<ControlConnection>> connector) {
        return start(options, new EpochFence(), (address, listener) -> connector.apply(listener));
    }

    private static TaskManager start(TaskManagerOptions options, EpochFence fence, Connector connector) {
        TaskManager taskManager = new TaskManager(options, fence, connector);
        Warmup.start();
        taskManager.connect(taskManager.open(options.jobManager()));
        return taskManager;
    }

    private interface Connector {
        CompletableFuture<ControlConnection> connect(InetSocketAddress address, ConnectionListener listener);
    }

    /**
     * Completes, never exceptionally, when the TaskManager has ended; in order unless tasks did not stop. Threads may
     * still be winding down.
     */
    public CompletableFuture<TaskManagerEnd> termination() {
        return termination.copy();
    }

    /** Cancels what runs and ends. Returns at once; {@link #termination} tells when it is done. */
    @Override
    public void close() {
        stop(new TaskManagerEnd(TaskManagerEnd.DONE, "Closed"));
    }

    /** Cuts the connection to the JobManager, as a crash would, and only then cancels what runs. Returns at once. */
    public void crash() {
        loop.execute(() -> {
            if (core != null) {
                core.disconnect();
            }
            stop(new TaskManagerEnd(TaskManagerEnd.DONE, "Crashed on purpose"));
        });
    }

    /** What it holds; fails if that could not be opened. */
    CompletableFuture<WorkerResources> resources() {
        return opening.copy();
    }

    private WorkerResources open() {
        try {
            return WorkerResources.open(options, executor, timer);
        } catch (IOException e) {
            throw new UncheckedIOException("Data exchange cannot be opened on " + options.address(), e);
        }
    }

    private CompletableFuture<ControlConnection> open(InetSocketAddress address) {
        return CompletableFuture.supplyAsync(() -> connector.connect(address, new Listener()), executor)
                .thenCompose(connection -> connection);
    }

    private Duration registrationTimeout() {
        return options.configuration().get(org.apache.flink.configuration.TaskManagerOptions.REGISTRATION_TIMEOUT);
    }

    private JobManagerSilence newSilence() {
        return new JobManagerSilence(
                Clock.system(), options.configuration().get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT));
    }

    private void connect(CompletableFuture<ControlConnection> first) {
        CompletableFuture<ControlConnection> connecting = first.exceptionallyCompose(failure -> {
            if (search.isEmpty()) {
                return CompletableFuture.failedFuture(failure);
            }
            LOG.warn("The first JobManager cannot be reached; looking for another", failure);
            return search.get().start(executor);
        });
        registerWhenBoth(connecting, opening);
    }

    private void registerWhenBoth(
            CompletableFuture<ControlConnection> connecting, CompletableFuture<WorkerResources> ready) {
        CompletableFuture<Void> both = connecting.thenAcceptBoth(
                ready, (connection, resources) -> loop.execute(() -> register(connection, resources)));
        both.exceptionally(failure -> {
            LOG.error("The TaskManager cannot go on", failure);
            connecting.thenAccept(ControlConnection::close);
            TaskManagerEnd failed = new TaskManagerEnd(
                    TaskManagerEnd.FAILED, FailureCause.of(failure).summary());
            loop.execute(() -> end(endedEarly == null ? failed : endedEarly));
            return null;
        });
    }

    /** The connection has ended. Without another JobManager to come, so does the TaskManager. */
    private void lost(ControlConnection connection, String why) {
        loop.assertInside();
        if (search.isEmpty()) {
            stopNow(new TaskManagerEnd(TaskManagerEnd.JOB_MANAGER_LOST, why));
        } else if (core == null || !core.uses(connection)) {
            lostEarly.add(connection);
        } else if (connection == current) {
            LOG.warn("{}; looking for another", why);
            current = null;
            CompletableFuture<Void> idle = new CompletableFuture<>();
            core.abandon(why, () -> idle.complete(null));
            registerWhenBoth(search.get().start(executor), idle.thenCombine(opening, (done, resources) -> resources));
        }
    }

    private void register(ControlConnection connection, WorkerResources resources) {
        loop.assertInside();
        if (endedEarly != null || closing) {
            connection.close();
            if (endedEarly != null) {
                end(endedEarly);
            }
            return;
        }
        if (search.isPresent() && lostEarly.remove(connection)) {
            registerWhenBoth(search.get().start(executor), opening);
            return;
        }
        if (jobs == null) {
            jobs = new Jobs(resources::job);
        }
        current = connection;
        silence = newSilence();
        listenFor(silence, connection);
        core = new WorkerCore(loop, connection, resources, jobs, STOP_GRACE, this::end);
        core.register(
                new WorkerMessage.RegisterWorker(
                        options.worker(), options.address().getHostAddress(), resources.dataPort(), resources.slots()),
                registrationTimeout());
        LOG.info(
                "Registering {} with {} slots and data exchange on {}:{} at {}",
                options.worker(),
                resources.slots(),
                options.address().getHostAddress(),
                resources.dataPort(),
                connection.remote());
    }

    /** A connection can seem to be open when nobody is at its other end any more. */
    private void listenFor(JobManagerSilence started, ControlConnection connection) {
        loop.after(started.lookEvery(), () -> {
            if (connection != current || closing) {
                return;
            }
            if (started.isTooLong()) {
                lost(connection, "The JobManager at " + connection.remote() + " is silent (heartbeat.timeout)");
            } else {
                listenFor(started, connection);
            }
        });
    }

    private void received(ControlConnection connection, ControlMessage message) {
        if (core != null && connection == current && message instanceof JobManagerMessage known) {
            silence.heard();
            core.handle(known);
        }
    }

    private void stop(TaskManagerEnd how) {
        loop.execute(() -> stopNow(how));
    }

    private void stopNow(TaskManagerEnd how) {
        search.ifPresent(JobManagerSearch::stop);
        if (core != null && current != null) {
            core.stop(how);
        } else if (endedEarly == null) {
            // Not registered yet: when both halves of the start are there, they are taken down again.
            endedEarly = how;
        }
    }

    private void fatal(Throwable cause) {
        LOG.error("The event loop met what it did not expect; this TaskManager cannot go on", cause);
        TaskManagerEnd how =
                new TaskManagerEnd(TaskManagerEnd.FAILED, FailureCause.of(cause).summary());
        if (core == null) {
            end(how);
        } else {
            core.tellFailing(cause);
            core.endNow(how);
        }
    }

    private void end(TaskManagerEnd how) {
        loop.assertInside();
        if (closing) {
            return;
        }
        closing = true;
        // Closing waits for threads of data exchange, and nobody needs to wait for that.
        opening.whenCompleteAsync((resources, failure) -> giveBack(resources, how), executor);
    }

    private void giveBack(@Nullable WorkerResources resources, TaskManagerEnd how) {
        try {
            if (resources != null) {
                resources.close();
            }
        } finally {
            LOG.info("Ended with exit code {}: {}", how.exitCode(), how.reason());
            loop.close();
            timer.shutdownNow();
            executor.shutdown();
            termination.complete(how);
        }
    }

    /** Brings what happens on the connection to the loop. */
    private final class Listener implements ConnectionListener {

        @Override
        public void opened(ControlConnection connection) {
            LOG.debug("Connected to {}", connection.remote());
        }

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            loop.execute(() -> TaskManager.this.received(connection, message));
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {
            String why = cause == null ? "it closed the connection" : String.valueOf(cause.getMessage());
            loop.execute(() -> lost(connection, "The JobManager is lost: " + why));
        }
    }
}
