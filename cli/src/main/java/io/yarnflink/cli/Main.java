package io.yarnflink.cli;

import io.yarnflink.cli.control.CancelCommand;
import io.yarnflink.cli.control.CheckpointsCommand;
import io.yarnflink.cli.control.SavepointCommand;
import io.yarnflink.cli.control.StopCommand;
import io.yarnflink.cli.embedded.EmbeddedCommand;
import io.yarnflink.cli.embedded.FileSystemCommand;
import io.yarnflink.cli.progress.Terminal;
import io.yarnflink.cli.run.AttachCommand;
import io.yarnflink.cli.run.RunApplicationCommand;
import io.yarnflink.launcher.cluster.HadoopCluster;
import io.yarnflink.runtime.time.Clock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The process that a user starts. */
public final class Main {

    private static final int USUAL_HELP_COLUMNS = 100;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int code = commandLine(session()).execute(arguments);
        System.out.flush();
        System.err.flush();
        // Hadoop's clients leave threads behind that are no daemons.
        System.exit(code);
    }

    private static Session session() {
        Map<String, String> environment = System.getenv();
        // The start script looks: Java cannot tell whether a stream is a terminal.
        boolean isTerminal = Boolean.getBoolean("yarnflink.terminal");
        boolean unicode = Charset.defaultCharset().equals(StandardCharsets.UTF_8);
        return new Session(
                environment,
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("yarnflink.home", "")).toAbsolutePath(),
                System.out,
                Terminal.of(System.err, environment, isTerminal, unicode),
                Clock.system(),
                HadoopCluster::open);
    }

    /** All commands; {@code execute} returns the exit code. */
    static CommandLine commandLine(Session session) {
        CommandLine run = new CommandLine(new RunApplicationCommand(session)).setStopAtPositional(true);
        CommandLine files = new CommandLine(new FileSystemCommand(session))
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true);
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(run)
                .addSubcommand(new AttachCommand(session))
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new CheckpointsCommand(session))
                .addSubcommand(new SavepointCommand(session))
                .addSubcommand(new StopCommand(session))
                .addSubcommand(new CancelCommand(session))
                .addSubcommand(new KillCommand(session))
                .addSubcommand(EmbeddedCommand.create(session))
                .addSubcommand(files);
        Errors errors = new Errors(session);
        Ansi ansi = session.terminal().colors() ? Ansi.ON : Ansi.OFF;
        ColorScheme colors = CommandLine.Help.defaultColorScheme(ansi);
        root.setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setColorScheme(colors)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(USUAL_HELP_COLUMNS)
                .setHelpFactory(HelpPage::new)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new java.io.PrintWriter(session.out(), true, Charset.defaultCharset()))
                .setErr(new java.io.PrintWriter(session.err(), true, Charset.defaultCharset()));
        return root;
    }
}
