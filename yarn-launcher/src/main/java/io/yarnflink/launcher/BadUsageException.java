package io.yarnflink.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for cannot work, whatever the cluster does: a JAR that is none, a queue that does not exist, a
 * configuration that contradicts itself. All problems that were found are told at once.
 */
public final class BadUsageException extends LauncherException {

    private final List<String> problems;

    public BadUsageException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems), null);
        this.problems = List.copyOf(problems);
    }

    public BadUsageException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** Each problem in a sentence of its own; at least one. */
    public List<String> problems() {
        return problems;
    }
}
