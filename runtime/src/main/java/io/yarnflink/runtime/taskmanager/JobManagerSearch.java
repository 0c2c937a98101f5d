package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.EpochFence;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a JobManager that is newer than every one heard of, until one answers or it has taken too long. Thread-safe.
 */
final class JobManagerSearch {

    private static final Logger LOG = LoggerFactory.getLogger(JobManagerSearch.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);
    private static final Duration IMPATIENT_FOR = Duration.ofSeconds(15);

    private final JobManagerLookup lookup;
    private final EpochFence fence;
    private final Function<InetSocketAddress, CompletableFuture<ControlConnection>> connector;
    private final Duration patience;
    private final Clock clock = Clock.system();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * @param fence knows the newest epoch that was heard
     * @param connector opens connections; called on a thread that may block
     * @param patience how long a search may take
     */
    JobManagerSearch(
            JobManagerLookup lookup,
            EpochFence fence,
            Function<InetSocketAddress, CompletableFuture<ControlConnection>> connector,
            Duration patience) {
        this.lookup = lookup;
        this.fence = fence;
        this.connector = connector;
        this.patience = patience;
    }

    /** Searches on a thread of {@code executor}. The connection; fails if nobody was found. */
    CompletableFuture<ControlConnection> start(Executor executor) {
        return CompletableFuture.supplyAsync(this::search, executor);
    }

    /** Nobody waits for what is found any more. */
    void stop() {
        stopped.set(true);
    }

    private ControlConnection search() {
        long begin = clock.monotonicMillis();
        while (!stopped.get()) {
            Optional<ControlConnection> connection = attempt();
            if (connection.isPresent()) {
                return connection.get();
            }
            long waited = clock.monotonicMillis() - begin;
            if (waited > patience.toMillis()) {
                throw new CompletionException(new IOException("Expected another JobManager within "
                        + patience.toMillis() + " ms (taskmanager.registration.timeout), found none"));
            }
            pause(waited < IMPATIENT_FOR.toMillis() ? PAUSE : LONG_PAUSE);
        }
        throw new CancellationException("The TaskManager is stopping");
    }

    private Optional<ControlConnection> attempt() {
        try {
            Optional<JobManagerLookup.Leader> leader = lookup.find().filter(found -> found.epoch() > fence.highest());
            return leader.map(found -> connector.apply(found.address()).join());
        } catch (IOException | RuntimeException e) {
            LOG.debug("No JobManager yet", e);
            return Optional.empty();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
