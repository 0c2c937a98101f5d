package io.yarnflink.runtime.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A job of an application.
 *
 * @param ordinal which of the program's executions it is, from 0
 * @param id as hexadecimal digits
 * @param name for people
 * @param graph name of the file beside the log that holds its serialized graph; empty if no later attempt would run it
 * @param checkpoints those that are complete and not replaced, and the newest savepoints, by number
 * @param end present once it has ended
 */
public record LoggedJob(
        int ordinal,
        String id,
        String name,
        Optional<String> graph,
        List<LoggedCheckpoint> checkpoints,
        Optional<LoggedEnd> end) {

    /** Savepoints are never replaced, and a job may take one every hour for years; older ones are forgotten here. */
    private static final int REMEMBERED_SAVEPOINTS = 20;

    public LoggedJob {
        checkpoints = List.copyOf(checkpoints);
    }

    /** The checkpoint that the job restarts from. */
    public Optional<LoggedCheckpoint> latest() {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.kind().commits())
                .max(Comparator.comparingLong(LoggedCheckpoint::id));
    }

    LoggedJob with(LoggedCheckpoint completed, List<Long> subsumed) {
        List<LoggedCheckpoint> kept = new ArrayList<>(
                without(checkpoint -> !checkpoint.kind().isSavepoint() && subsumed.contains(checkpoint.id())));
        kept.add(completed);
        kept.sort(Comparator.comparingLong(LoggedCheckpoint::id));
        List<LoggedCheckpoint> savepoints = kept.stream()
                .filter(checkpoint -> checkpoint.kind().isSavepoint())
                .toList();
        if (savepoints.size() > REMEMBERED_SAVEPOINTS) {
            kept.remove(savepoints.get(0));
        }
        return withCheckpoints(kept);
    }

    LoggedJob dropped(long checkpoint, List<LoggedCheckpoint> reinstated) {
        List<LoggedCheckpoint> left = new ArrayList<>(without(candidate -> candidate.id() == checkpoint));
        left.addAll(reinstated);
        left.sort(Comparator.comparingLong(LoggedCheckpoint::id));
        return withCheckpoints(left);
    }

    /** Ended; of its own checkpoints only those are still there that are retained. */
    LoggedJob ended(LoggedEnd how, boolean retained) {
        List<LoggedCheckpoint> left = retained
                ? checkpoints
                : without(checkpoint -> !checkpoint.kind().isSavepoint());
        return new LoggedJob(ordinal, id, name, graph, left, Optional.of(how));
    }

    private List<LoggedCheckpoint> without(Predicate<LoggedCheckpoint> gone) {
        return checkpoints.stream().filter(gone.negate()).toList();
    }

    private LoggedJob withCheckpoints(List<LoggedCheckpoint> now) {
        return new LoggedJob(ordinal, id, name, graph, now, end);
    }
}
