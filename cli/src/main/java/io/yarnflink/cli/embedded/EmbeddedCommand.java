package io.yarnflink.cli.embedded;

import io.yarnflink.cli.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code yarn-flink embedded}. */
@Command(
        name = "embedded",
        synopsisSubcommandLabel = "start|stop|status",
        description = {
            "HDFS and YARN on this machine, for trying out: no Hadoop installation is needed.",
            "",
            "Servers run in one process, containers as processes of their own, all on the loopback interface. Files on"
                    + " HDFS survive a stop."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink embedded start",
            "  yarn-flink run-application --target embedded job.jar",
            "  yarn-flink fs --target embedded -ls /",
            "  yarn-flink embedded stop"
        })
public final class EmbeddedCommand {

    private EmbeddedCommand() {}

    /** The command with its subcommands. */
    public static CommandLine create(Session session) {
        return new CommandLine(new EmbeddedCommand())
                .addSubcommand(new StartCommand(session))
                .addSubcommand(new StopCommand(session))
                .addSubcommand(new EmbeddedStatusCommand(session));
    }
}
