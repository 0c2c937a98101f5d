package io.yarnflink.runtime.program;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A program that was started. Thread-safe. */
public final class RunningProgram implements AutoCloseable {

    private final CompletableFuture<ProgramOutcome> outcome;
    private final @Nullable Thread thread;
    private final @Nullable UserCode userCode;
    private final @Nullable ExitWatch exitWatch;

    private RunningProgram(
            CompletableFuture<ProgramOutcome> outcome,
            @Nullable Thread thread,
            @Nullable UserCode userCode,
            @Nullable ExitWatch exitWatch) {
        this.outcome = outcome;
        this.thread = thread;
        this.userCode = userCode;
        this.exitWatch = exitWatch;
    }

    static RunningProgram start(Runnable main, UserCode userCode, CompletableFuture<ProgramOutcome> outcome) {
        // Threads that the program starts are in this group too, which tells them from ours.
        ThreadGroup group = new ThreadGroup("program");
        Thread thread = new Thread(group, main, "program-main");
        thread.setDaemon(true);
        thread.setContextClassLoader(userCode.classLoader());
        ExitWatch exitWatch = ExitWatch.over(group, outcome);
        thread.start();
        return new RunningProgram(outcome, thread, userCode, exitWatch);
    }

    static RunningProgram notStarted(CompletableFuture<ProgramOutcome> outcome) {
        return new RunningProgram(outcome, null, null, null);
    }

    /** Completes when the program has failed, or when its {@code main} has returned and all of its jobs have ended. */
    public CompletableFuture<ProgramOutcome> outcome() {
        return outcome.copy();
    }

    /** Interrupts {@code main} if it still runs, and gives the user's classes free. To be called after its jobs have ended. */
    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
        if (userCode != null) {
            userCode.close();
        }
        if (exitWatch != null) {
            exitWatch.close();
        }
    }
}
