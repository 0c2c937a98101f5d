package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From which savepoint or checkpoint a job starts; the options have the names that they have in Flink. */
final class RestoreOptions implements KeyOptions {

    private static final String PATH = "execution.state-recovery.path";
    private static final String FORMER_PATH = "execution.savepoint.path";
    private static final String RESUME = "yarnflink.resume";
    private static final String NEVER = "never";
    private static final String IGNORE_UNCLAIMED = "execution.state-recovery.ignore-unclaimed-state";
    private static final String CLAIM_MODE = "execution.state-recovery.claim-mode";

    @Option(
            names = {"-s", "--fromSavepoint"},
            paramLabel = "PATH",
            description =
                    "Start from a savepoint or a retained checkpoint, such as hdfs:///savepoints/savepoint-1a2b3c."
                            + " A path without a file system is on the cluster's default one.")
    private @Nullable String path;

    @Option(
            names = "--resume",
            paramLabel = "latest|never|PATH",
            description =
                    "'latest' starts from the newest checkpoint or savepoint that an application of the same name has"
                            + " left and that is not damaged, or from scratch if none has left any. PATH is as -s. Default: never.")
    private @Nullable String resume;

    @Option(
            names = {"-n", "--allowNonRestoredState"},
            description = "Leave out state of operators that the job does not have any more.")
    private boolean allowNonRestoredState;

    @Option(
            names = {"-cm", "--claimMode", "-rm", "--restoreMode"},
            paramLabel = "MODE",
            description =
                    "Whom the files it starts from belong to from now on: 'no_claim' leaves them alone, 'claim' makes them"
                            + " the application's, which deletes them when it needs them no more. Default: no_claim.")
    private @Nullable String claimMode;

    @Override
    public void addTo(Map<String, String> keys) throws CommandException {
        if (path != null) {
            if (path.isBlank()) {
                throw wrong("Expected the path of a savepoint behind -s, found nothing");
            }
            if (resume != null && !resume.strip().equalsIgnoreCase(NEVER)) {
                throw wrong("-s " + path + " and --resume " + resume
                        + " both say what to start from: leave one of them out");
            }
            keys.put(PATH, path.strip());
            // Whatever config.yaml says of names, this one is meant.
            keys.put(RESUME, NEVER);
        } else if (resume != null) {
            if (resume.isBlank()) {
                throw wrong("Expected latest, never or a path behind --resume, found nothing");
            }
            keys.put(RESUME, resume.strip());
        }
        if (allowNonRestoredState) {
            keys.put(IGNORE_UNCLAIMED, "true");
        }
        if (claimMode != null) {
            keys.put(CLAIM_MODE, mode(claimMode));
        }
    }

    /** Makes sure that there is something to start from, wherever it was said. */
    void check(Map<String, String> configuration) throws CommandException {
        boolean resumes = !configuration.getOrDefault(RESUME, NEVER).strip().equalsIgnoreCase(NEVER);
        boolean starts = resumes || configuration.containsKey(PATH) || configuration.containsKey(FORMER_PATH);
        if (!starts && (allowNonRestoredState || claimMode != null)) {
            throw wrong((claimMode != null ? "--claimMode" : "--allowNonRestoredState")
                    + " says how a job starts from a savepoint, but none is named: add -s PATH or --resume latest");
        }
    }

    private static String mode(String given) throws CommandException {
        String mode = given.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        if (mode.equals("CLAIM") || mode.equals("NO_CLAIM")) {
            return mode;
        }
        throw wrong(
                mode.equals("LEGACY")
                        ? "--claimMode legacy is not offered: with no_claim the savepoint's files stay the user's, with"
                                + " claim they become the application's"
                        : "Expected claim or no_claim behind --claimMode, found '" + given + "'");
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCode.BAD_USAGE, message);
    }
}
