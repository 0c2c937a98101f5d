package io.yarnflink.launcher.history;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.naming.LogicalName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;

/**
 * What an application goes on from that goes on from what its name has left.
 *
 * @param path where it is; empty to start from scratch
 * @param notices what the user should know, in sentences
 */
public record ResumePoint(Optional<String> path, List<String> notices) {

    public ResumePoint {
        notices = List.copyOf(notices);
    }

    /** Tells whether a state can be started from. */
    @FunctionalInterface
    interface Inspection {

        /** Why not; empty if nothing speaks against it. */
        Optional<String> damage(KeptCheckpoint state) throws IOException;
    }

    /**
     * Finds the newest state of a name that can be started from. To be called by who has claimed the name: else another
     * may leave a newer one meanwhile.
     *
     * @throws BadUsageException if it is not clear what is to be gone on from, or all of it is damaged
     */
    public static ResumePoint find(FileSystem fileSystem, CacheLayout layout, LogicalName name)
            throws IOException, BadUsageException {
        return choose(name, new ApplicationLogs(fileSystem, layout).of(name), new StoredState(fileSystem)::damage);
    }

    static ResumePoint choose(LogicalName name, List<FormerApplication> newestFirst, Inspection inspection)
            throws IOException, BadUsageException {
        List<String> notices = new ArrayList<>();
        for (FormerApplication application : newestFirst) {
            List<KeptCheckpoint> states = application.states();
            requireOneJob(application, states);
            for (KeptCheckpoint state : states) {
                Optional<String> damage = inspection.damage(state);
                if (damage.isEmpty()) {
                    notices.add("Resuming '" + name + "' from " + describe(state));
                    return new ResumePoint(Optional.of(state.view().path()), notices);
                }
                notices.add("Passing over " + describe(state) + ", because " + damage.get());
            }
            if (application.hasComeToAnEnd()) {
                // What its forerunners left lies before its own beginning.
                break;
            }
        }
        if (!notices.isEmpty()) {
            notices.add("Expected a usable checkpoint or savepoint of '" + name
                    + "', found none: '--resume never' starts" + " from scratch, --resume PATH from a copy");
            throw new BadUsageException(notices);
        }
        return new ResumePoint(
                Optional.empty(), List.of("Nothing to resume '" + name + "' from: it starts from scratch"));
    }

    private static void requireOneJob(FormerApplication application, List<KeptCheckpoint> states)
            throws BadUsageException {
        List<String> jobs =
                states.stream().map(state -> state.view().jobName()).distinct().toList();
        if (states.stream().map(state -> state.view().job()).distinct().count() > 1) {
            throw new BadUsageException(
                    application.id() + " has left state of several jobs (" + String.join(", ", jobs)
                            + "): choose with --resume PATH; the newest are "
                            + states.stream()
                                    .limit(2)
                                    .map(state -> state.view().path())
                                    .collect(Collectors.joining(" and ")),
                    null);
        }
    }

    private static String describe(KeptCheckpoint state) {
        return (state.view().savepoint() ? "savepoint " : "checkpoint ")
                + state.view().id() + " of "
                + state.application() + ", taken "
                + Instant.ofEpochMilli(state.view().triggeredAt()) + ", "
                + state.view().path();
    }
}
