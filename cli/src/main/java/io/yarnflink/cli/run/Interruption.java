package io.yarnflink.cli.run;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.launcher.AppId;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does while an application is submitted or watched: the terminal is put right, and the user is told how
 * to come back. The application goes on. Runs on a thread of the JVM's shutdown.
 */
public final class Interruption {

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

    static void tell(Progress progress, @Nullable AppId id, String options, PrintStream err) {
        progress.close();
        if (id == null) {
            err.println("Interrupted before YARN took the application on. 'yarn-flink list" + options
                    + "' shows whether it did after all.");
            return;
        }
        err.println("Detached. " + id + " goes on running.");
        err.println("  How it fares:  yarn-flink status" + options + " " + id);
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
