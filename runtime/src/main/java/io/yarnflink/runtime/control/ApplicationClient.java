package io.yarnflink.runtime.control;

import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.StatusMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client's connection to a running application. Thread-safe. Needs no class of Flink's. */
public final class ApplicationClient implements AutoCloseable {

    private final ControlConnection connection;
    private final Watcher watcher;

    private ApplicationClient(ControlConnection connection, Watcher watcher) {
        this.connection = connection;
        this.watcher = watcher;
    }

    /**
     * Connects; returns when both sides have proved that they belong to the application.
     *
     * @param address where the ApplicationMaster's control server listens
     * @param identity the application's
     * @param timeout how long it may take in all
     * @throws IOException if nobody answers in time, or somebody who does not hold the identity
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static ApplicationClient connect(InetSocketAddress address, ApplicationIdentity identity, Duration timeout)
            throws IOException, InterruptedException {
        Watcher watcher = new Watcher();
        CompletableFuture<ControlConnection> connecting = ControlClient.connect(address, identity, watcher);
        try {
            return new ApplicationClient(connecting.get(timeout.toMillis(), TimeUnit.MILLISECONDS), watcher);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "Expected an ApplicationMaster at " + ControlPipeline.describe(address) + " to answer within "
                            + timeout.toMillis() + " ms, but it did not",
                    e);
        } finally {
            // Whoever is not waited for any more is closed when it opens.
            connecting.cancel(false);
        }
    }

    /**
     * Asks for the application's status now and whenever it changes.
     *
     * @param listener called on the connection's loop thread; must return at once. Replaces one given before
     */
    public void watch(Consumer<ApplicationStatus> listener) {
        watcher.listener = listener;
        connection.send(new ClientMessage.WatchApplication());
    }

    /** Asks to cancel all jobs and to end the application. Returns at once; the status tells the rest. */
    public void cancel() {
        connection.send(new ClientMessage.CancelApplication());
    }

    /**
     * Takes a savepoint.
     *
     * @param job id as hexadecimal digits; empty if the application runs only one job
     * @param goal what becomes of the job
     * @param directory where it goes; empty for the configured folder
     * @param canonical whether in the format that all state backends read
     * @return the savepoint's path, when it is complete and the job, if it was to stop, has stopped. Fails with a
     *     {@link RequestFailedException} if the application could not do it, with an {@link IOException} if the
     *     connection ended first
     */
    public CompletableFuture<String> savepoint(
            Optional<String> job, SavepointGoal goal, Optional<String> directory, boolean canonical) {
        PendingAnswers.Request request = watcher.pending.next();
        return ask(
                new ClientMessage.TakeSavepoint(request.number(), job, goal, directory, canonical),
                request,
                ClientAnswer.SavepointTaken.class,
                ClientAnswer.SavepointTaken::path);
    }

    /** Completed checkpoints and savepoints of all jobs, the newest last. Fails as {@link #savepoint} does. */
    public CompletableFuture<List<CheckpointView>> checkpoints() {
        PendingAnswers.Request request = watcher.pending.next();
        return ask(
                new ClientMessage.ListCheckpoints(request.number()),
                request,
                ClientAnswer.CheckpointsListed.class,
                ClientAnswer.CheckpointsListed::checkpoints);
    }

    private <A extends ClientAnswer, T> CompletableFuture<T> ask(
            ClientMessage message, PendingAnswers.Request request, Class<A> expected, Function<A, T> read) {
        connection.send(message);
        // A connection that had gone before swallows the message and tells of nothing again.
        if (watcher.closed.isDone()) {
            watcher.pending.connectionLost();
        }
        return request.answer().thenApply(answer -> read.apply(expected.cast(answer)));
    }

    /** Completes when the connection has ended: normally if either side closed it in order, else with the cause. */
    public CompletableFuture<Void> closed() {
        return watcher.closed.copy();
    }

    /** Closes the connection; the application runs on. */
    @Override
    public void close() {
        connection.close();
    }

    /** Hears the connection. {@code listener} is written by the caller's thread and read by the loop. */
    private static final class Watcher implements ConnectionListener {

        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final PendingAnswers pending = new PendingAnswers();
        private volatile Consumer<ApplicationStatus> listener = status -> {};

        @Override
        public void opened(ControlConnection connection) {}

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            if (message instanceof StatusMessage status) {
                listener.accept(status.status());
            } else if (message instanceof ClientAnswer answer) {
                pending.answered(answer);
            }
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {
            if (cause == null) {
                closed.complete(null);
            } else {
                closed.completeExceptionally(cause);
            }
            pending.connectionLost();
        }
    }
}
