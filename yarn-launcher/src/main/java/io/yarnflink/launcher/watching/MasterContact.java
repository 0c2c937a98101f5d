package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.yarn.YarnReport;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ApplicationClient;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to an application's ApplicationMaster, made again when it is lost. Used by the watcher's thread;
 * {@code signals} is called from connections' loops.
 */
final class MasterContact implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 1_000;

    private final ApplicationIdentity identity;
    private final Clock clock;
    private final Consumer<Signal> signals;
    private @Nullable ApplicationClient client;
    private long nextAttempt;

    /** What the ApplicationMaster's side has to say. */
    sealed interface Signal {

        /** Its newest status. */
        record Status(ApplicationStatus status) implements Signal {}

        /** The connection has ended. */
        record Closed(Optional<String> cause) implements Signal {}
    }

    MasterContact(ApplicationIdentity identity, Clock clock, Consumer<Signal> signals) {
        this.identity = identity;
        this.clock = clock;
        this.signals = signals;
        this.nextAttempt = clock.monotonicMillis();
    }

    boolean isOpen() {
        return client != null;
    }

    /** Connects if it is time to; returns why that failed. */
    Optional<String> tryConnect(YarnReport.Address address) throws InterruptedException {
        if (client != null || clock.monotonicMillis() < nextAttempt) {
            return Optional.empty();
        }
        try {
            ApplicationClient connected = ApplicationClient.connect(
                    new InetSocketAddress(address.host(), address.port()), identity, CONNECT_TIMEOUT);
            client = connected;
            connected.watch(status -> signals.accept(new Signal.Status(status)));
            var unused = connected
                    .closed()
                    .whenComplete((nothing, cause) -> signals.accept(
                            new Signal.Closed(Optional.ofNullable(cause).map(Throwable::getMessage))));
            return Optional.empty();
        } catch (IOException e) {
            nextAttempt = clock.monotonicMillis() + RETRY_MILLIS;
            return Optional.of("The ApplicationMaster at " + address + " does not answer: " + e.getMessage());
        }
    }

    /** To be called when the connection has ended. */
    void lost() {
        close();
        nextAttempt = clock.monotonicMillis() + RETRY_MILLIS;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
