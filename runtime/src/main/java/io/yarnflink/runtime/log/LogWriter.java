package io.yarnflink.runtime.log;

import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leading attempt's hold on the log. Thread-safe by its lock: entries are written one after the other, and each holds
 * what the one before it held, changed by one event.
 *
 * <p>Old entries are removed, so a number below the newest can be free again. Whoever was led astray by that finds a
 * higher number afterwards, because the newest is never removed, and knows then that he has lost.
 */
public final class LogWriter {

    /** Entries that stay; more than one, should the newest be damaged. */
    static final int KEPT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int CLAIM_ATTEMPTS = 100;

    private final NumberedLog log;
    private final int epoch;
    private final Clock clock;
    private final String writer = UUID.randomUUID().toString();
    private LogEntry last;

    private LogWriter(NumberedLog log, int epoch, Clock clock, LoggedApplication before) {
        this.log = log;
        this.epoch = epoch;
        this.clock = clock;
        this.last = new LogEntry(0, 0, "", 0, new LogEvent.Claimed(0, ""), before);
    }

    /**
     * Claims the application for an attempt. From then on no older attempt can write.
     *
     * @param epoch number of the attempt
     * @param master where TaskManagers find it
     * @param fresh what is known if the log is empty
     * @throws SupersededException if a newer attempt has claimed it
     * @throws IOException if storage cannot be written, or the log cannot be read
     */
    public static LogWriter claim(NumberedLog log, int epoch, String master, LoggedApplication fresh, Clock clock)
            throws IOException, SupersededException {
        log.prepare();
        for (int attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt++) {
            LogWriter writer = new LogWriter(log, epoch, clock, fresh);
            Optional<LogEntry> newest = LogReading.newest(log);
            if (newest.isPresent()) {
                if (newest.get().epoch() > epoch) {
                    throw writer.superseded();
                }
                writer.last = newest.get();
            }
            // An older attempt that still lives may be quicker; it cannot be for ever.
            if (writer.tryWrite(new LogEvent.Claimed(epoch, master))) {
                return writer;
            }
        }
        throw new IOException("Expected to claim the log within " + CLAIM_ATTEMPTS
                + " attempts, but another process keeps writing to it");
    }

    /** What the log says now. */
    public synchronized LoggedApplication application() {
        return last.application();
    }

    /**
     * Writes an entry; what it says is so from then on.
     *
     * @throws SupersededException if another attempt leads the application
     * @throws UndecidedException if nobody can tell whether it was written
     * @throws IOException if it was not written and will not be
     */
    public synchronized LoggedApplication append(LogEvent event) throws IOException, SupersededException {
        if (!tryWrite(event)) {
            throw superseded();
        }
        return last.application();
    }

    /**
     * Makes sure that this attempt still leads.
     *
     * @throws SupersededException if it does not
     */
    public synchronized void verify() throws IOException, SupersededException {
        List<Long> numbers = log.numbers();
        if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != last.number()) {
            throw superseded();
        }
    }

    private boolean tryWrite(LogEvent event) throws IOException {
        LogEntry entry = new LogEntry(
                last.number() + 1,
                epoch,
                writer,
                clock.now().toEpochMilli(),
                event,
                last.application().after(event));
        if (!log.tryAppend(entry.number(), entry.encode())) {
            return false;
        }
        List<Long> numbers = numbersAfter(entry.number());
        if (numbers.get(numbers.size() - 1) > entry.number()) {
            remove(List.of(entry.number()));
            return false;
        }
        last = entry;
        remove(numbers.subList(0, Math.max(0, numbers.size() - KEPT)));
        return true;
    }

    private List<Long> numbersAfter(long written) throws UndecidedException {
        try {
            return log.numbers();
        } catch (IOException e) {
            throw new UndecidedException(
                    "Entry " + written + " of the log has been written, but not whether it is the newest is known", e);
        }
    }

    /** What stays is removed after the next entry. */
    private void remove(List<Long> old) {
        if (old.isEmpty()) {
            return;
        }
        try {
            log.remove(old);
        } catch (IOException e) {
            LOG.warn("Entries {} of the log could not be removed and stay for now", old, e);
        }
    }

    private SupersededException superseded() {
        return new SupersededException("Expected attempt " + epoch
                + " of the ApplicationMaster to lead the application, found that " + leader() + " does");
    }

    private String leader() {
        try {
            return LogReading.newest(log)
                    .map(newest -> "attempt " + newest.epoch() + " at "
                            + newest.application().master())
                    .orElse("nobody");
        } catch (IOException e) {
            LOG.debug("Who leads the application cannot be read", e);
            return "another";
        }
    }
}
