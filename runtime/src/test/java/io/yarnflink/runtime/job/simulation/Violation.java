package io.yarnflink.runtime.job.simulation;

import org.jspecify.annotations.Nullable;

/** Something happened that must not. */
final class Violation extends AssertionError {

    Violation(String message) {
        super(message);
    }

    Violation(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws if something does not hold; the message is made only then. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    static void check(boolean holds, String message, @Nullable Object... details) {
        if (!holds) {
            throw new Violation(String.format(message, details));
        }
    }
}
