package io.yarnflink.runtime.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reading a log while others write it. */
public final class LogReading {

    private static final int ATTEMPTS = 10;

    private LogReading() {}

    /**
     * The newest entry; empty if there is none.
     *
     * @throws IOException if storage cannot be read, or the entry is damaged
     */
    public static Optional<LogEntry> newest(NumberedLog log) throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Long> numbers = log.numbers();
            if (numbers.isEmpty()) {
                return Optional.empty();
            }
            long newest = numbers.get(numbers.size() - 1);
            try {
                return Optional.of(decode(newest, log.read(newest)));
            } catch (FileNotFoundException e) {
                // Newer ones have been written since, and this one removed.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static LogEntry decode(long number, byte[] bytes) throws IOException {
        try {
            return LogEntry.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("Entry " + number + " of the log cannot be read: " + e.getMessage(), e);
        }
    }
}
