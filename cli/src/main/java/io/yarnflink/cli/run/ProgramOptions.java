package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which program is run, and what its {@code main} gets. */
final class ProgramOptions {

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "The class whose main() is run. Default: the one that the JAR's manifest names.")
    private @Nullable String entryClass;

    @Parameters(index = "0", paramLabel = "job.jar", description = "The job's JAR on this machine.")
    private Path jobJar = Path.of("");

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "arguments", description = "What main() gets.")
    private List<String> arguments = new ArrayList<>();

    /** The JAR, which is there. */
    Path jobJar() throws CommandException {
        if (!Files.isRegularFile(jobJar)) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "Expected the job's JAR, but there is no file " + jobJar.toAbsolutePath()
                            + ". Options stand before the JAR, the job's own arguments behind it");
        }
        return jobJar;
    }

    Optional<String> entryClass() {
        return Optional.ofNullable(entryClass);
    }

    List<String> arguments() {
        return arguments;
    }
}
