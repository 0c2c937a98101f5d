package io.yarnflink.launcher;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/**
 * Which checkpoints of a name are to go. One goes if all that is given says so.
 *
 * @param keep so many of the newest stay; at least 0
 * @param olderThan only older ones go; empty for any age
 * @param dryRun whether only to tell
 */
public record CleaningWish(int keep, Optional<Duration> olderThan, boolean dryRun) {

    public CleaningWish {
        if (keep < 0) {
            throw new IllegalArgumentException("Expected to keep 0 checkpoints or more, found " + keep);
        }
    }

    /**
     * Reads an age that a person wrote.
     *
     * @throws BadUsageException if it is none
     */
    public static Duration age(String text) throws BadUsageException {
        try {
            return TimeUtils.parseDuration(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadUsageException("Expected an age such as '12h' or '7d', found '" + text + "'", e);
        }
    }
}
