package io.yarnflink.launcher.local;

import io.yarnflink.launcher.Outcome;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ApplicationClient;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that runs in a JVM of this machine. {@link #follow} belongs to one thread; all else is thread-safe. */
public final class LocalApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalApplication.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final String name;
    private final LocalProcess process;
    private final ApplicationIdentity identity;
    private final BlockingQueue<ApplicationStatus> news = new LinkedBlockingQueue<>();

    LocalApplication(String name, LocalProcess process, ApplicationIdentity identity) {
        this.name = name;
        this.process = process;
        this.identity = identity;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** What its process logs; stays only if the application fails. */
    public Path log() {
        return process.log();
    }

    /**
     * Follows it to its end.
     *
     * @param listener hears each status, on the calling thread
     */
    public Outcome follow(Consumer<ApplicationStatus> listener) throws InterruptedException {
        try {
            Optional<InetSocketAddress> address = process.address();
            if (address.isEmpty()) {
                return died();
            }
            try (ApplicationClient client = ApplicationClient.connect(address.get(), identity, CONNECT_TIMEOUT)) {
                client.watch(news::add);
                return untilTheEnd(listener);
            }
        } catch (IOException e) {
            LOG.info("The process does not answer", e);
            process.hangUp();
            return died();
        }
    }

    private Outcome untilTheEnd(Consumer<ApplicationStatus> listener) throws InterruptedException {
        while (true) {
            boolean lived = process.isAlive();
            ApplicationStatus status = news.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (status != null) {
                listener.accept(status);
                if (status.phase() != ApplicationPhase.RUNNING) {
                    return ended(status);
                }
            } else if (!lived) {
                return died();
            }
        }
    }

    private Outcome ended(ApplicationStatus last) {
        return switch (last.phase()) {
            case SUCCEEDED -> {
                process.forgetLog();
                yield new Outcome.Succeeded();
            }
            case CANCELED -> {
                process.forgetLog();
                yield new Outcome.Killed("It was cancelled");
            }
            case FAILED, RUNNING -> new Outcome.Failed(last.failure().orElse("It did not say why"));
        };
    }

    private Outcome died() throws InterruptedException {
        return new Outcome.Failed("The process of the application ended with exit code " + process.exitCode()
                + " before it could say how the application ended; its log: " + process.log());
    }

    /** Cancels it and waits for its end, for as long as that may take; whether it has ended. */
    public boolean cancel() throws InterruptedException {
        process.hangUp();
        return process.awaitEnd();
    }

    /** Ends it if it runs; only the log of an application that failed is left. */
    @Override
    public void close() {
        process.close();
    }
}
