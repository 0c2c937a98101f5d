package io.yarnflink.cli;

import io.yarnflink.cli.progress.Terminal;
import io.yarnflink.runtime.time.Clock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command works with; all that it knows of the process it runs in.
 *
 * @param environment the environment variables
 * @param userHome the user's home folder
 * @param installation root of the distribution
 * @param out for results
 * @param terminal for progress and errors
 * @param clock for elapsed times
 * @param clusters opens clusters
 */
public record Session(
        Map<String, String> environment,
        Path userHome,
        Path installation,
        PrintStream out,
        Terminal terminal,
        Clock clock,
        ClusterOpener clusters) {

    /** Where {@code config.yaml} lies. */
    public Path configurationFolder() {
        String folder = environment.getOrDefault("YARN_FLINK_CONF_DIR", "");
        return folder.isBlank() ? installation.resolve("conf") : Path.of(folder);
    }

    /** For errors and progress. */
    public PrintStream err() {
        return terminal.out();
    }
}
