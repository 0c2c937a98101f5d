package io.yarnflink.cli.run;

import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.Outcome;
import java.io.PrintStream;

/** The last words on an application, and the exit code that goes with them. */
final class Ending {

    private static final String RESULT = "result";

    private Ending() {}

    /** Closes the progress. */
    static ExitCode tell(Outcome outcome, AppId id, String time, Progress progress, PrintStream err) {
        if (outcome instanceof Outcome.Succeeded) {
            progress.say(id + " succeeded in " + time);
            progress.close();
            return ExitCode.OK;
        }
        if (outcome instanceof Outcome.Failed failed) {
            progress.failed(RESULT, id + " failed after " + time);
            progress.close();
            printLines(failed.rootCause(), err);
            return ExitCode.FAILED;
        }
        if (outcome instanceof Outcome.Killed killed) {
            progress.failed(RESULT, id + " was killed after " + time);
            progress.close();
            printLines(killed.diagnostics(), err);
            return ExitCode.KILLED;
        }
        String reason = outcome instanceof Outcome.LostContact lost ? lost.reason() : outcome.toString();
        progress.failed(RESULT, "Lost contact with the cluster after " + time);
        progress.close();
        printLines(reason, err);
        err.println("The application may go on. See 'yarn-flink status " + id + "' when the cluster answers again.");
        return ExitCode.CLUSTER_UNREACHABLE;
    }

    private static void printLines(String text, PrintStream err) {
        text.strip().lines().forEach(line -> err.println("  " + indent(line) + Columns.printable(line)));
    }

    /** A stack trace keeps its shape. */
    private static String indent(String line) {
        return line.startsWith("\t") || line.startsWith(" ") ? "    " : "";
    }
}
