package io.yarnflink.am.local;

import io.yarnflink.runtime.program.ExitCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the JVM from ending before the application has. Ctrl-C reaches this process as well as the client, and the
 * program may call {@code System.exit}: in either case somebody else has a moment to decide what it means, the client by
 * closing its end, {@code runtime.program} by telling the outcome. Where nobody does, a task has called {@code System.exit},
 * and the application fails; or it was this process alone that was told to end, and the application is cancelled.
 */
final class OpenDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDoor.class);
    private static final long OTHERS_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Ending> application = new CompletableFuture<>();
    private final Thread hook = new Thread(this::ending, "open-door");

    /** What the end of the process means for the application; of no consequence once that has ended. */
    interface Ending {

        /** Somebody has ended the process from outside. */
        void cancel();

        /** Something in it did. */
        void fail(String why);
    }

    private OpenDoor() {}

    /** From now on the JVM waits. */
    static OpenDoor hold() {
        OpenDoor door = new OpenDoor();
        Runtime.getRuntime().addShutdownHook(door.hook);
        return door;
    }

    /** There is an application now. */
    void onEnd(Ending ending) {
        application.complete(ending);
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
            if (!application.isDone()) {
                return;
            }
            Optional<StackTraceElement> exit = ExitCall.find(thread -> true);
            if (exit.isPresent()) {
                application
                        .join()
                        .fail("A task called System.exit at " + exit.get() + ", which ends the process and"
                                + " with it all jobs; throw an exception instead");
            } else {
                LOG.info("This process is to end, so the application is cancelled");
                application.join().cancel();
            }
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The application has not ended within {} s", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
