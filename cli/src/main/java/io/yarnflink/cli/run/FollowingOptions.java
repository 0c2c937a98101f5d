package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the client stays, and what its end means for the application. */
final class FollowingOptions implements KeyOptions {

    private static final String END_WITH_CLIENT = "execution.shutdown-on-attached-exit";
    private static final String SUBMIT_TIMEOUT = "yarnflink.client.submit-timeout";

    @Option(
            names = {"-d", "--detached"},
            description = "Return once YARN has taken the application on; print its id on standard output.")
    private boolean detached;

    @Option(
            names = {"-sae", "--shutdownOnAttachedExit"},
            description = "Cancel the application if this command ends before it, by Ctrl-C or in any other way.")
    private boolean shutdownOnAttachedExit;

    @Option(
            names = "--submit-timeout",
            paramLabel = "DURATION",
            description =
                    "How long the application may wait for its containers, such as '90 s' or '10 min'. If it has not"
                            + " all of them by then, it is killed. Default: as long as it takes.")
    private @Nullable String submitTimeout;

    @Override
    public void addTo(Map<String, String> keys) throws CommandException {
        if (detached && shutdownOnAttachedExit) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "--shutdownOnAttachedExit ends the application with this command, but --detached ends this command"
                            + " at once: give one of them");
        }
        if (submitTimeout != null) {
            keys.put(SUBMIT_TIMEOUT, submitTimeout);
        }
        if (detached) {
            // Nobody follows, whatever the configuration says of those who do.
            keys.put(END_WITH_CLIENT, "false");
        } else if (shutdownOnAttachedExit) {
            keys.put(END_WITH_CLIENT, "true");
        }
    }

    boolean detached() {
        return detached;
    }

    /** Whether the application is to end with this command, by option or by key. */
    static boolean endsWithClient(Map<String, String> configuration) {
        return Boolean.parseBoolean(
                configuration.getOrDefault(END_WITH_CLIENT, "").strip());
    }
}
