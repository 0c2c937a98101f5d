package io.yarnflink.cli.run;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does while an application is submitted or watched: the terminal is put right, and the user is told how
 * to come back. The application goes on, unless it was to end with the command. Runs on a thread of the JVM's shutdown.
 */
public final class Interruption {

    /** Longer than this nobody waits for a command that was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /**
     * Ctrl-C means this from now on.
     *
     * @param submitted the application's id; null while there is none
     * @param options that make other commands find the same cluster; begins with a space unless it is empty
     */
    public static Interruption around(
            Progress progress, Supplier<@Nullable AppId> submitted, String options, PrintStream err) {
        Thread hook = new Thread(() -> tell(progress, submitted.get(), options, err), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /**
     * As {@link #around}, for an application that is to end with the command.
     *
     * @param farewell ends it
     */
    static Interruption ending(
            Progress progress,
            Supplier<@Nullable AppId> submitted,
            Farewell farewell,
            String options,
            PrintStream err) {
        Thread hook = new Thread(
                () -> {
                    AppId id = submitted.get();
                    if (id == null) {
                        tell(progress, null, options, err);
                    } else {
                        progress.close();
                        end(id, farewell, options, err);
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    static void end(AppId id, Farewell farewell, String options, PrintStream err) {
        err.println("Cancelling " + id + ", which was to end with this command");
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread work = new Thread(
                () -> {
                    try {
                        done.complete(farewell.part(id));
                    } catch (LauncherException | InterruptedException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "farewell");
        work.setDaemon(true);
        work.start();
        try {
            err.println(done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause instanceof TimeoutException
                    ? "no answer within " + PATIENCE.toSeconds() + " s"
                    : String.valueOf(cause.getMessage());
            err.println("It could not be cancelled from here: " + why);
            err.println("Its ApplicationMaster cancels it when it has had no client for a while. To make sure:"
                    + " yarn-flink kill" + options + " " + id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void tell(Progress progress, @Nullable AppId id, String options, PrintStream err) {
        progress.close();
        if (id == null) {
            err.println("Interrupted before YARN took the application on. 'yarn-flink list" + options
                    + "' shows whether it did after all.");
            return;
        }
        err.println("Detached. " + id + " goes on running.");
        err.println("  To follow it:  yarn-flink attach" + options + " " + id);
        err.println("  To end it:     yarn-flink kill" + options + " " + id);
    }

    /** From now on Ctrl-C is nothing special any more. */
    public void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs already.
        }
    }
}
