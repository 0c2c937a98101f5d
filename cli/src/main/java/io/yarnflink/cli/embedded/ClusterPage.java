package io.yarnflink.cli.embedded;

import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.embedded.EmbeddedFolder;
import io.yarnflink.launcher.embedded.EmbeddedState;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is printed of an embedded cluster. */
final class ClusterPage {

    private static final int LABEL_COLUMNS = 16;

    private ClusterPage() {}

    static void print(EmbeddedFolder folder, EmbeddedState state, PrintStream out) {
        line("Configuration", folder.configuration(), out);
        line("HDFS", state.fileSystem(), out);
        line("YARN", "http://" + state.resourceManagerWeb(), out);
        line("Cluster log", folder.log(), out);
        line("Container logs", folder.yarn() + "/nodes/*/nodes-logDir-*/", out);
        line("Process", state.pid(), out);
    }

    static void printNextSteps(@Nullable Path dir, EmbeddedFolder folder, PrintStream out) {
        String option = dir == null ? "" : " --embedded-dir " + quoted(folder.root());
        out.println("Run a job on it:      yarn-flink run-application --target embedded" + option + " job.jar");
        out.println("Use other clients:    export HADOOP_CONF_DIR=" + quoted(folder.configuration()));
        out.println("Stop it:              yarn-flink embedded stop" + (dir == null ? "" : " --dir " + quoted(dir)));
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0)
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }

    private static void line(String label, Object value, PrintStream out) {
        out.println(Columns.pad(label, LABEL_COLUMNS) + value);
    }
}
