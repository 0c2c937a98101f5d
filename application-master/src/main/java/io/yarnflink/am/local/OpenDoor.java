package io.yarnflink.am.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the JVM from ending before the application has. Ctrl-C reaches this process as well as the client, and the
 * program may call {@code System.exit}: in either case somebody else has a moment to decide what it means, the client by
 * closing its end, {@code runtime.program} by telling the outcome. Where nobody does, it was this process alone that was
 * told to end, and the application is cancelled.
 */
final class OpenDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDoor.class);
    private static final long OTHERS_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Runnable> cancellation = new CompletableFuture<>();
    private final Thread hook = new Thread(this::ending, "open-door");

    private OpenDoor() {}

    /** From now on the JVM waits. */
    static OpenDoor hold() {
        OpenDoor door = new OpenDoor();
        Runtime.getRuntime().addShutdownHook(door.hook);
        return door;
    }

    /** How to cancel the application; of no consequence once it has ended. */
    void onEnd(Runnable cancel) {
        cancellation.complete(cancel);
    }

    /** The application has ended, the JVM may. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void ending() {
        try {
            if (closed.await(OTHERS_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            LOG.info("This process is to end, so the application is cancelled");
            cancellation.getNow(closed::countDown).run();
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The application has not ended within {} s", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
