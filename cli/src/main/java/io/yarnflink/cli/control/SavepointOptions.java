package io.yarnflink.cli.control;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that takes a savepoint can be told. */
final class SavepointOptions {

    @Option(
            names = {"--type", "-type"},
            paramLabel = "FORMAT",
            description = "'canonical', which every state backend and Apache Flink can read, or 'native', the state"
                    + " backend's own format. Default: canonical.")
    private String type = "canonical";

    @Option(
            names = "--jobid",
            paramLabel = "JOB",
            description = "Which job, if the application runs several: its id, or the beginning of it, as"
                    + " 'yarn-flink status' shows it.")
    private @Nullable String job;

    /** The savepoint that is meant; {@code directory} may be blank. */
    SavepointWish wish(SavepointGoal goal, @Nullable String directory) throws CommandException {
        String format = type.strip().toLowerCase(Locale.ROOT);
        if (!format.equals("canonical") && !format.equals("native")) {
            throw new CommandException(
                    ExitCode.BAD_USAGE, "Expected canonical or native behind --type, found '" + type + "'");
        }
        return new SavepointWish(goal, said(job), said(directory), format.equals("canonical"));
    }

    private static Optional<String> said(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }
}
