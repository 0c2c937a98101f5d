package io.yarnflink.runtime.succession;

import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job in the application's log. Its lock orders what is written of the job; what is given up is known without it, so that
 * the event loop need not wait for storage.
 */
final class LoggedJobRecord implements JobRecord {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedJobRecord.class);

    /** Numbers of checkpoints between the one that is deleted and the oldest that may still be on its way to storage. */
    private static final int REMEMBERED = 1_000;

    private final Identity identity;
    private final Optional<LoggedJob> inherited;
    private final Leadership leadership;
    private final Keepsakes keepsakes;
    private final UntoldEnds untold;
    private final Executor io;
    private final Set<Long> givenUp = ConcurrentHashMap.newKeySet();
    /** The job's own checkpoints that have counted, by number. Guarded by this object's lock. */
    private final NavigableMap<Long, LoggedCheckpoint> own = new TreeMap<>();

    /** How many of them count at a time. Guarded by this object's lock. */
    private int retained = 1;

    /** Guarded by this object's lock. */
    private boolean written;

    /** Guarded by this object's lock. */
    private Optional<byte[]> graph = Optional.empty();

    /** Guarded by this object's lock; to be written down. */
    private Optional<LoggedCheckpoint> adopted = Optional.empty();

    /** Which job of which attempt. */
    record Identity(int ordinal, String id, String name, Attempt attempt) {}

    LoggedJobRecord(
            Identity identity,
            Optional<LoggedJob> inherited,
            Leadership leadership,
            Keepsakes keepsakes,
            UntoldEnds untold,
            Executor io) {
        this.identity = identity;
        this.inherited = inherited;
        this.leadership = leadership;
        this.keepsakes = keepsakes;
        this.untold = untold;
        this.io = io;
        this.written = inherited.isPresent();
        inherited.ifPresent(job -> job.checkpoints().forEach(this::remember));
    }

    int ordinal() {
        return identity.ordinal();
    }

    @Override
    public Optional<LoggedJob> inherited() {
        return inherited;
    }

    @Override
    public int attempt() {
        return identity.attempt().number();
    }

    @Override
    public boolean isBegunAnew() {
        return identity.attempt().beginsAnew();
    }

    @Override
    public byte[] read(String file) throws IOException {
        return keepsakes.read(file);
    }

    @Override
    public void submitted(Supplier<byte[]> serialized) {
        if (identity.attempt().mayHaveHeir() && inherited.isEmpty()) {
            byte[] bytes = serialized.get();
            synchronized (this) {
                graph = Optional.of(bytes);
            }
            writeSoon();
        }
    }

    @Override
    public void adopted(LoggedCheckpoint checkpoint) {
        synchronized (this) {
            adopted = Optional.of(checkpoint);
        }
        if (identity.attempt().mayHaveHeir()) {
            writeSoon();
        }
    }

    private void writeSoon() {
        io.execute(() -> {
            try {
                ensureWritten();
            } catch (IOException e) {
                LOG.warn("Job {} could not be written down; the next entry tries again", identity.name(), e);
            }
        });
    }

    private synchronized void ensureWritten() throws IOException {
        ensureSubmissionWritten();
        if (adopted.isPresent()) {
            leadership.append(new LogEvent.CheckpointAdopted(ordinal(), adopted.get()));
            remember(adopted.get());
            adopted = Optional.empty();
        }
    }

    private void ensureSubmissionWritten() throws IOException {
        untold.tell();
        if (!written) {
            writeSubmission();
        }
    }

    private void writeSubmission() throws IOException {
        Optional<String> file = graph.map(bytes -> "job-" + ordinal() + ".graph");
        if (graph.isPresent()) {
            keepsakes.write(file.get(), graph.get());
        }
        leadership.append(new LogEvent.JobSubmitted(ordinal(), identity.id(), identity.name(), file));
        written = true;
        graph = Optional.empty();
    }

    @Override
    public void verify() throws IOException {
        leadership.verify();
    }

    @Override
    public synchronized boolean completed(LoggedCheckpoint checkpoint, int atATime) throws IOException {
        requireWanted(checkpoint.id());
        ensureWritten();
        if (!checkpoint.kind().isSavepoint() && newerThan(checkpoint.id()).isPresent()) {
            return false;
        }
        retained = atATime;
        leadership.append(new LogEvent.CheckpointCompleted(ordinal(), checkpoint, replacedBy(checkpoint)));
        remember(checkpoint);
        if (givenUp.contains(checkpoint.id())) {
            drop(checkpoint.id());
            requireWanted(checkpoint.id());
        }
        return true;
    }

    @Override
    public List<LoggedCheckpoint> counting() {
        return leadership
                .known()
                .flatMap((LoggedApplication application) -> application.job(ordinal()))
                .map(LoggedJob::checkpoints)
                .orElse(List.of());
    }

    /** The newest that the job would begin from and that is newer than a certain one. */
    private Optional<LoggedCheckpoint> newerThan(long checkpoint) {
        return counting().stream()
                .filter(known -> known.id() > checkpoint && known.kind().commits())
                .max(Comparator.comparingLong(LoggedCheckpoint::id));
    }

    private void requireWanted(long checkpoint) throws IOException {
        if (givenUp.contains(checkpoint)) {
            throw new IOException("Checkpoint " + checkpoint + " is not wanted any more");
        }
    }

    private void remember(LoggedCheckpoint checkpoint) {
        if (!checkpoint.kind().isSavepoint()) {
            own.put(checkpoint.id(), checkpoint);
            own.headMap(checkpoint.id() - REMEMBERED).clear();
        }
    }

    private List<Long> replacedBy(LoggedCheckpoint checkpoint) {
        if (checkpoint.kind().isSavepoint()) {
            return List.of();
        }
        List<Long> known = counting().stream()
                .filter(counting -> !counting.kind().isSavepoint())
                .map(LoggedCheckpoint::id)
                .toList();
        return known.subList(0, Math.max(0, known.size() + 1 - retained));
    }

    @Override
    public void giveUp(long checkpoint) {
        givenUp.add(checkpoint);
    }

    @Override
    public synchronized void beforeDeletion(long checkpoint) throws IOException {
        if (counting().stream().anyMatch(known -> known.id() == checkpoint)) {
            drop(checkpoint);
        } else {
            leadership.verify();
        }
        givenUp.removeIf(older -> older < checkpoint - REMEMBERED);
    }

    @Override
    public synchronized void beforeRestore(long checkpoint) throws IOException {
        for (Optional<LoggedCheckpoint> newer = newerThan(checkpoint);
                newer.isPresent();
                newer = newerThan(checkpoint)) {
            givenUp.add(newer.get().id());
            drop(newer.get().id());
        }
    }

    private void drop(long checkpoint) throws IOException {
        own.remove(checkpoint);
        leadership.append(new LogEvent.CheckpointDropped(ordinal(), checkpoint, neededAgain()));
    }

    /** Those that were replaced, but are among the newest that are not given up. */
    private List<LoggedCheckpoint> neededAgain() {
        List<LoggedCheckpoint> counting = counting();
        return own.descendingMap().values().stream()
                .filter(known -> !givenUp.contains(known.id()))
                .limit(retained)
                .filter(known -> !counting.contains(known))
                .toList();
    }

    @Override
    public synchronized void ended(
            LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure, boolean retained)
            throws IOException {
        if (!identity.attempt().mayHaveHeir() && !written) {
            return;
        }
        boolean goneOnWith = written || graph.isPresent() || adopted.isPresent();
        if (!goneOnWith && untold.keepBack(() -> writeWhole(end, result, failure))) {
            return;
        }
        ensureWritten();
        writeEnd(end, result, failure, retained);
        if (!retained) {
            // Their files go now, so none of them counts again, whatever is given up after the end.
            own.clear();
        }
    }

    /** Of a job of which nothing else is written. */
    private void writeWhole(LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure)
            throws IOException {
        leadership.append(new LogEvent.JobSubmitted(ordinal(), identity.id(), identity.name(), Optional.empty()));
        writeEnd(end, result, failure, false);
    }

    private void writeEnd(LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure, boolean retained)
            throws IOException {
        Optional<String> file = Optional.empty();
        if (identity.attempt().mayHaveHeir() && end == LoggedEnd.Result.FINISHED) {
            file = Optional.of("job-" + ordinal() + ".result");
            keepsakes.write(file.get(), result.get());
        }
        leadership.append(new LogEvent.JobEnded(ordinal(), new LoggedEnd(end, file, failure), retained));
    }
}
