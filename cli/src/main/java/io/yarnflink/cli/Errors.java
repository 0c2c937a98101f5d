package io.yarnflink.cli;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.NameTakenException;
import io.yarnflink.launcher.SubmissionRejectedException;
import io.yarnflink.launcher.configuration.Spelling;
import io.yarnflink.launcher.embedded.EmbeddedException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong becomes words and an exit code; a stack trace only for who asks for it. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Session session;

    Errors(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            tellUnmatched(unmatched);
        } else {
            session.err().println("yarn-flink: " + problem.getMessage());
        }
        session.err().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_USAGE.number();
    }

    private void tellUnmatched(UnmatchedArgumentException unmatched) {
        boolean command = !unmatched.isUnknownOption()
                && !unmatched.getCommandLine().getSubcommands().isEmpty();
        session.err()
                .println("yarn-flink: "
                        + (command
                                ? "Unknown command: '"
                                        + unmatched.getUnmatched().get(0) + "'"
                                : unmatched.getMessage()));
        String given = unmatched.getUnmatched().get(0);
        List<String> similar = unmatched.getSuggestions();
        Collection<String> choice = command && !similar.isEmpty()
                ? unmatched.getCommandLine().getSubcommands().keySet()
                : similar;
        choice.stream()
                .min(Comparator.comparingInt(word -> Spelling.distance(given, word)))
                .ifPresent(suggestion -> session.err().println("Did you mean " + suggestion + "?"));
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExitCode.DETACHED.number();
        }
        boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
        ExitCode code = codeOf(problem);
        String message = problem.getMessage();
        boolean foreseen =
                problem instanceof CommandException || problem instanceof LauncherException || code != ExitCode.FAILED;
        if (problem instanceof BadUsageException usage && usage.problems().size() > 1) {
            message = usage.problems().size() + " problems:\n  - " + String.join("\n  - ", usage.problems());
        }
        session.err().println("yarn-flink: " + (foreseen && message != null ? message : "unexpected: " + problem));
        if (verbose) {
            problem.printStackTrace(session.err());
        } else if (!foreseen) {
            session.err().println("Run the command again with --verbose to see where it happened.");
        }
        return code.number();
    }

    static ExitCode codeOf(Exception problem) {
        if (problem instanceof CommandException told) {
            return told.code();
        }
        if (problem instanceof BadUsageException || problem instanceof IllegalArgumentException) {
            return ExitCode.BAD_USAGE;
        }
        if (problem instanceof ClusterUnreachableException) {
            return ExitCode.CLUSTER_UNREACHABLE;
        }
        if (problem instanceof SubmissionRejectedException || problem instanceof AccessRefusedException) {
            return ExitCode.REFUSED;
        }
        if (problem instanceof ApplicationNotFoundException) {
            return ExitCode.NOT_FOUND;
        }
        if (problem instanceof ApplicationNotLiveException) {
            return ExitCode.NOT_LIVE;
        }
        if (problem instanceof NameTakenException) {
            return ExitCode.NAME_TAKEN;
        }
        return problem instanceof EmbeddedException ? ExitCode.NOT_RUNNING : ExitCode.FAILED;
    }
}
