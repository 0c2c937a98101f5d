package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with a submission, so that all of it is told at once. Used by one thread. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Something that may find that it was asked for the impossible. */
    @FunctionalInterface
    interface Check<T> {

        T run() throws BadUsageException;
    }

    /** The check's result; empty if it found problems. */
    <T> Optional<T> collect(Check<T> check) {
        try {
            return Optional.of(check.run());
        } catch (BadUsageException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    void add(List<String> problems) {
        found.addAll(problems);
    }

    void throwIfAny() throws BadUsageException {
        if (!found.isEmpty()) {
            throw new BadUsageException(found);
        }
    }
}
