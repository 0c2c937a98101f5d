package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.StatusMessage;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
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

    Watchers(EventLoop loop, Supplier<ApplicationStatus> source) {
        this.loop = loop;
        this.source = source;
    }

    void add(ControlConnection connection) {
        watching.add(connection);
        connection.send(new StatusMessage(source.get()));
    }

    void remove(ControlConnection connection) {
        watching.remove(connection);
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
