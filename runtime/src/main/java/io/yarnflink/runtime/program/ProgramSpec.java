package io.yarnflink.runtime.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/**
 * What is to be run.
 *
 * @param jobJar the user's JAR
 * @param entryClass the class whose {@code main} is run; empty for the one that the JAR's manifest names
 * @param arguments what reaches {@code main}, untouched
 * @param configuration the effective configuration; reaches every environment that the program asks for
 * @param temporaryDirectory where JARs within the JAR are unpacked to
 */
public record ProgramSpec(
        Path jobJar,
        Optional<String> entryClass,
        List<String> arguments,
        Configuration configuration,
        Path temporaryDirectory) {

    public ProgramSpec {
        arguments = List.copyOf(arguments);
    }
}
