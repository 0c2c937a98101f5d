package io.yarnflink.it.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A class with a {@code main} method.
 *
 * @param jar where it is; empty if it is one of these tests
 * @param mainClass its name
 * @param arguments what {@code main} gets
 */
public record Program(Optional<Path> jar, String mainClass, List<String> arguments) {

    /** A program of these tests. */
    public static Program of(Class<?> main, String... arguments) {
        return new Program(Optional.empty(), main.getName(), List.of(arguments));
    }
}
