package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.StatusMessage;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Clients that watch. They are told of changes, not more often than people can see. Owned by the event loop. */
final class Watchers {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventLoop loop;
    private final Supplier<ApplicationStatus> source;
    private final Set<ControlConnection> watching = new LinkedHashSet<>();
    private @Nullable ApplicationStatus told;
    private boolean scheduled;
    private CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private Optional<Duration> patience = Optional.empty();

    /** How often the last of them went away. */
    private long departures;

    Watchers(EventLoop loop, Supplier<ApplicationStatus> source) {
        this.loop = loop;
        this.source = source;
    }

    void add(ControlConnection connection) {
        watching.add(connection);
        connection.send(new StatusMessage(source.get()));
    }

    void remove(ControlConnection connection) {
        if (watching.remove(connection) && watching.isEmpty()) {
            departures++;
            patience.ifPresent(this::completeIfNobodyComes);
        }
    }

    /** See {@link JobManager#abandoned}. */
    void completeWhenAbandoned(CompletableFuture<Void> future, Duration givenPatience) {
        abandoned = future;
        patience = Optional.of(givenPatience);
        completeIfNobodyComes(givenPatience);
    }

    private void completeIfNobodyComes(Duration givenPatience) {
        long seen = departures;
        loop.schedule(
                () -> {
                    if (watching.isEmpty() && departures == seen) {
                        abandoned.complete(null);
                    }
                },
                givenPatience);
    }

    /** Something may have changed. */
    void changed() {
        if (!scheduled && !watching.isEmpty()) {
            scheduled = true;
            loop.schedule(this::tell, PAUSE);
        }
    }

    /** Tells at once. */
    void tell() {
        scheduled = false;
        ApplicationStatus status = source.get();
        if (status.equals(told)) {
            return;
        }
        told = status;
        for (ControlConnection connection : watching) {
            connection.send(new StatusMessage(status));
        }
    }
}
