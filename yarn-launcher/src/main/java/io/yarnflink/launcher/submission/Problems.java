package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Collects what is wrong with a submission, so that all of it is told at once: what was asked for, and what the cluster
 * does not let this user do now. Used by one thread.
 */
final class Problems {

    private final List<String> found = new ArrayList<>();
    private final List<LauncherException> cluster = new ArrayList<>();

    /** Something that may find that it was asked for the impossible, or that the cluster does not play along. */
    @FunctionalInterface
    interface Check<T> {

        T run() throws LauncherException, InterruptedException;
    }

    /** The check's result; empty if it found problems. */
    <T> Optional<T> collect(Check<T> check) throws InterruptedException {
        try {
            return Optional.of(check.run());
        } catch (BadUsageException e) {
            found.addAll(e.problems());
        } catch (LauncherException e) {
            cluster.add(e);
        }
        return Optional.empty();
    }

    void add(List<String> problems) {
        found.addAll(problems);
    }

    /**
     * Throws if there are problems.
     *
     * @throws BadUsageException if trying again later cannot help; tells of the cluster's part too
     * @throws LauncherException the cluster's part, if that is all
     */
    void throwIfAny() throws LauncherException {
        List<String> clusters = messages().toList();
        if (!found.isEmpty()) {
            throw new BadUsageException(
                    Stream.concat(found.stream(), clusters.stream()).toList());
        }
        if (clusters.size() > 1) {
            String all = String.join(System.lineSeparator(), clusters);
            LauncherException first = cluster.get(0);
            throw cluster.stream().anyMatch(ClusterUnreachableException.class::isInstance)
                    ? new ClusterUnreachableException(all, first)
                    : new AccessRefusedException(all, first);
        }
        if (!cluster.isEmpty()) {
            throw cluster.get(0);
        }
    }

    private Stream<String> messages() {
        return cluster.stream().map(e -> String.valueOf(e.getMessage())).distinct();
    }
}
