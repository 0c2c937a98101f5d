package io.yarnflink.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An application to be put on YARN.
 *
 * @param name what the application is called, by YARN too; empty for the one that {@code yarn.application.name} gives, or
 *     else one that follows from the JAR and its class
 * @param queue YARN's queue; empty for the one that {@code yarn.application.queue} names, or else YARN's default
 * @param jobJar the job's JAR on this machine
 * @param entryClass the class whose {@code main} is run; empty for the one that the JAR's manifest names
 * @param arguments what reaches {@code main}, untouched
 * @param configuration the effective configuration, as {@link io.yarnflink.launcher.configuration.ClientConfiguration} makes it
 * @param distribution root folder of this installation; the runtime archive lies in its {@code lib/runtime}
 */
public record Submission(
        Optional<String> name,
        Optional<String> queue,
        Path jobJar,
        Optional<String> entryClass,
        List<String> arguments,
        Map<String, String> configuration,
        Path distribution) {

    public Submission {
        arguments = List.copyOf(arguments);
        configuration = Map.copyOf(configuration);
    }

    /** The same with another configuration. */
    public Submission withConfiguration(Map<String, String> other) {
        return new Submission(name, queue, jobJar, entryClass, arguments, other, distribution);
    }
}
