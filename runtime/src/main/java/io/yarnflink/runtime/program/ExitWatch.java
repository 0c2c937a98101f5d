package io.yarnflink.runtime.program;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the program ends this process with {@code System.exit}. Java 17 offers no way to keep it from that, but
 * the process lives on until its shutdown hooks have run: this one tells what happened and waits, for a while, until
 * whoever hosts the program has put its affairs in order.
 */
final class ExitWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    private static final long PATIENCE_SECONDS = 15;

    private final ThreadGroup program;
    private final CompletableFuture<ProgramOutcome> outcome;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::exiting, "program-exit-watch");

    private ExitWatch(ThreadGroup program, CompletableFuture<ProgramOutcome> outcome) {
        this.program = program;
        this.outcome = outcome;
    }

    /** Watches the threads of {@code program}; completes {@code outcome} if one of them exits. */
    static ExitWatch over(ThreadGroup program, CompletableFuture<ProgramOutcome> outcome) {
        ExitWatch watch = new ExitWatch(program, outcome);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    /** The process may end. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already", e);
        }
    }

    private void exiting() {
        Optional<StackTraceElement> caller = ExitCall.find(this::belongsToProgram);
        if (caller.isEmpty()) {
            return;
        }
        String problem = "The program called System.exit at " + caller.get()
                + ", which ends the ApplicationMaster and with it all jobs; return from main, or throw, instead";
        LOG.error(problem);
        if (!outcome.complete(new ProgramOutcome.CalledExit(problem))) {
            return;
        }
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Nobody reacted within {} s to the program's exit", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean belongsToProgram(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        // A thread that has just ended has none.
        return group != null && program.parentOf(group);
    }
}
