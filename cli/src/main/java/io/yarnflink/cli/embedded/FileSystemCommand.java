package io.yarnflink.cli.embedded;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.launcher.embedded.FileSystemShell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink fs}. */
@Command(
        name = "fs",
        description = {
            "Hadoop's file system shell, for machines without a Hadoop installation.",
            "",
            "Whatever stands behind the options of this command is the shell's: -ls, -cat, -put, -get, -rm, -mkdir,"
                    + " -help ..."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink fs -ls /",
            "  yarn-flink fs --target embedded -put text.txt /tmp/text.txt",
            "  yarn-flink fs --target embedded -cat '/tmp/out/*/*'"
        })
public final class FileSystemCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The shell's command and its arguments.")
    private List<String> command = new ArrayList<>();

    public FileSystemCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        int code = FileSystemShell.run(cluster.configurationFolder(session), cluster.definitions(), command);
        return code == 0 ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }
}
