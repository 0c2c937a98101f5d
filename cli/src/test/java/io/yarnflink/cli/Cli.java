package io.yarnflink.cli;

import io.yarnflink.cli.progress.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** The command line as a test uses it: arguments in, exit code and two streams out. */
final class Cli {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Session session;

    Cli(Path folder, FakeCluster cluster, Map<String, String> environment) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.session = new Session(
                environment,
                folder,
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                Terminal.none(errors),
                new ManualClock(),
                (hadoop, configuration) -> cluster);
    }

    int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    CommandLine commandLine() {
        return Main.commandLine(session);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
