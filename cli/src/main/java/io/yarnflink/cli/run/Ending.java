package io.yarnflink.cli.run;

import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.Outcome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The last words on an application, and the exit code that goes with them.
 *
 * @param application what has ended
 * @param status a command that tells how it fares, or where else that is to be found
 * @param verbose whether stack traces are wanted
 */
public record Ending(String application, String status, boolean verbose) {

    private static final String RESULT = "result";

    /**
     * Of an application on a cluster.
     *
     * @param again options that make other commands find the same cluster; begins with a space unless it is empty
     */
    public static Ending onCluster(AppId application, String again, boolean verbose) {
        return new Ending(application.value(), "yarn-flink status" + again + " " + application, verbose);
    }

    /**
     * Of an application on this machine.
     *
     * @param log what its process has logged
     */
    static Ending local(String application, Path log, boolean verbose) {
        return new Ending(application, log.toString(), verbose);
    }

    /** Says how it ended after a time in words; closes the progress. */
    public ExitCode tell(Outcome outcome, String time, Progress progress, PrintStream err) {
        if (outcome instanceof Outcome.Succeeded) {
            progress.say(application + " succeeded in " + time);
            progress.close();
            return ExitCode.OK;
        }
        if (outcome instanceof Outcome.Failed failed) {
            progress.failed(RESULT, application + " failed after " + time);
            progress.close();
            printCause(failed.rootCause(), err);
            return ExitCode.FAILED;
        }
        if (outcome instanceof Outcome.Killed killed) {
            progress.failed(RESULT, application + " was killed after " + time);
            progress.close();
            printCause(killed.diagnostics(), err);
            return ExitCode.KILLED;
        }
        if (outcome instanceof Outcome.NotStarted late) {
            progress.failed(RESULT, application + " did not get its containers in " + time);
            progress.close();
            printCause(late.reason(), err);
            return ExitCode.NOT_STARTED;
        }
        String reason = outcome instanceof Outcome.LostContact lost ? lost.reason() : outcome.toString();
        progress.failed(RESULT, "Lost contact with the cluster after " + time);
        progress.close();
        printCause(reason, err);
        err.println("The application may go on. When the cluster answers again: " + status);
        return ExitCode.CLUSTER_UNREACHABLE;
    }

    private void printCause(String text, PrintStream err) {
        List<String> all = text.strip().lines().toList();
        List<String> shown = verbose ? all : Causes.withoutTraces(all);
        for (String line : shown) {
            err.println("  " + indent(line) + Columns.printable(line));
        }
        if (shown.size() < all.size()) {
            err.println("Where it happened: " + status);
        }
    }

    /** What stands deeper keeps its shape. */
    private static String indent(String line) {
        return line.startsWith("\t") || line.startsWith(" ") ? "    " : "";
    }
}
