package io.yarnflink.runtime.succession;

import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.log.NumberedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A succession that goes by the application's log. The application is claimed while {@code main()} starts up, or, if no
 * other attempt may come, when its first checkpoint is complete: one that takes none writes nothing. Thread-safe.
 */
public final class LoggedSuccession implements Succession {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedSuccession.class);

    private final Attempt attempt;
    private final Leadership leadership;
    private final Keepsakes keepsakes;
    private final UntoldEnds untold = new UntoldEnds();
    private final Executor io;
    private final Map<JobID, LoggedJobRecord> records = new ConcurrentHashMap<>();
    private final CompletableFuture<LoggedApplication> inheritance;

    /**
     * Begins to claim the application, if another attempt may come or has been. Returns at once.
     *
     * @param folder the log's, for what is too large for it
     * @param io runs what blocks
     * @param onLost ends the process, touching nothing
     */
    public LoggedSuccession(
            NumberedLog log, String folder, Attempt attempt, Executor io, Consumer<LostLeadershipException> onLost) {
        this(log, new KeepsakeFiles(new Path(folder)), attempt, io, onLost);
    }

    /** As above, with another place for what is too large for the log. */
    public LoggedSuccession(
            NumberedLog log,
            Keepsakes keepsakes,
            Attempt attempt,
            Executor io,
            Consumer<LostLeadershipException> onLost) {
        this.attempt = attempt;
        this.leadership = new Leadership(log, attempt, onLost);
        this.keepsakes = keepsakes;
        this.io = io;
        LoggedApplication fresh = LoggedApplication.fresh(attempt.name(), attempt.application());
        this.inheritance = attempt.mayHaveHeir()
                ? CompletableFuture.supplyAsync(this::claim, io)
                : CompletableFuture.completedFuture(fresh);
    }

    private LoggedApplication claim() {
        try {
            return leadership.claim();
        } catch (IOException e) {
            throw new UncheckedIOException("The application's log at " + keepsakes + " cannot be claimed", e);
        }
    }

    /** What earlier attempts have left; completes when this one leads the application, if it has to. */
    public CompletableFuture<LoggedApplication> inheritance() {
        return inheritance.copy();
    }

    @Override
    public JobRecord job(JobID job, String name) {
        LoggedApplication inherited = inheritance.join();
        return records.computeIfAbsent(job, id -> {
            Optional<LoggedJob> known = inherited.jobs().stream()
                    .filter(candidate -> candidate.id().equals(id.toHexString()))
                    .findFirst();
            int ordinal = known.map(LoggedJob::ordinal).orElseGet(() -> nextOrdinal(inherited));
            return new LoggedJobRecord(
                    new LoggedJobRecord.Identity(ordinal, id.toHexString(), name, attempt),
                    known,
                    leadership,
                    keepsakes,
                    untold,
                    io);
        });
    }

    @Override
    public JobID idOf(int ordinal) {
        UUID id = UUID.nameUUIDFromBytes((attempt.application() + "/" + ordinal).getBytes(StandardCharsets.UTF_8));
        return new JobID(id.getLeastSignificantBits(), id.getMostSignificantBits());
    }

    private int nextOrdinal(LoggedApplication inherited) {
        return Stream.concat(
                                inherited.jobs().stream().map(LoggedJob::ordinal),
                                records.values().stream().map(LoggedJobRecord::ordinal))
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(-1)
                + 1;
    }

    /**
     * Writes down that the application is over. From then on no attempt runs its program. Of an application with no job that another
     * attempt could have gone on with, nothing is written: another attempt would refuse its jobs. Blocks.
     *
     * @throws IOException if it could not be written down
     */
    public void ended(String outcome, Optional<String> failure) throws IOException {
        Optional<LoggedApplication> known = leadership.known();
        if (known.isEmpty()) {
            return;
        }
        boolean alone = attempt.number() == 1 && known.get().jobs().isEmpty();
        if (!alone || attempt.beginsAnew()) {
            leadership.append(new LogEvent.ApplicationEnded(outcome, failure));
        }
    }

    /** Removes what nobody needs of an application that is over and that YARN does not start again. Blocks. */
    public void tidyUp() {
        Optional<LoggedApplication> known = leadership.known();
        if (known.isEmpty()) {
            return;
        }
        try {
            boolean nothingLeft = known.get().jobs().stream()
                    .allMatch(job -> job.checkpoints().isEmpty());
            // If it had forerunners, its log says that what they have left is out of date.
            if (nothingLeft && !keepsakes.hasSiblings()) {
                keepsakes.deleteAll();
            } else {
                deleteFiles(known.get());
            }
        } catch (IOException e) {
            LOG.warn("Files of the application's log at {} are left behind", keepsakes, e);
        }
    }

    private void deleteFiles(LoggedApplication application) throws IOException {
        for (LoggedJob job : application.jobs()) {
            if (job.graph().isPresent()) {
                keepsakes.delete(job.graph().get());
            }
            Optional<String> result = job.end().flatMap(end -> end.file());
            if (result.isPresent()) {
                keepsakes.delete(result.get());
            }
        }
    }
}
