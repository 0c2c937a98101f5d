package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.log.InMemoryLog;
import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.log.NumberedLog;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The application's log as it really is, and what it has ever said. */
final class SharedLog {

    private record Named(String job, long checkpoint, String path) {}

    private final InMemoryLog entries = new InMemoryLog();
    private final Set<Named> named = new HashSet<>();
    private @Nullable LogEntry newest;

    NumberedLog entries() {
        return entries;
    }

    /** An entry has been written; it counts unless there is a newer one. */
    void written(long number, byte[] bytes) {
        List<Long> numbers = entries.numbers();
        if (numbers.get(numbers.size() - 1) == number) {
            LogEntry entry = LogEntry.decode(bytes);
            newest = entry;
            for (LoggedJob job : entry.application().jobs()) {
                job.checkpoints().forEach(one -> named.add(new Named(job.id(), one.id(), one.path())));
            }
        }
    }

    /** The attempt that leads the application; 0 if none has claimed it. */
    int leader() {
        LogEntry entry = newest;
        return entry == null ? 0 : entry.epoch();
    }

    Optional<LoggedApplication> application() {
        return Optional.ofNullable(newest).map(LogEntry::application);
    }

    Optional<LoggedJob> job(SimulatedJob job) {
        return application()
                .flatMap(all -> all.jobs().stream()
                        .filter(one -> one.id().equals(job.id().toHexString()))
                        .findFirst());
    }

    /** Whether it has ever been written down that the checkpoint counts. */
    boolean hasNamed(StoredCheckpoint checkpoint) {
        return named.contains(new Named(
                checkpoint.job().id().toHexString(), checkpoint.order().id(), checkpoint.folder()));
    }

    /** The paths of all checkpoints and savepoints that it names now. */
    List<String> paths() {
        return application().stream()
                .flatMap(all -> all.jobs().stream())
                .flatMap(job -> job.checkpoints().stream())
                .map(LoggedCheckpoint::path)
                .toList();
    }
}
