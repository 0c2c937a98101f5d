package io.yarnflink.launcher.sweep;

import io.yarnflink.launcher.yarn.Fate;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what may go. Pure.
 *
 * @param retention how long cached files stay that nobody uses
 */
public record SweepDecisions(Duration retention) {

    /** How long a client may take between writing an application's file and submitting the application. */
    static final Duration SUBMISSION_GRACE = Duration.ofHours(1);

    /** How long a client may take to upload one file. */
    static final Duration UPLOAD_GRACE = Duration.ofDays(1);

    /** Whether an application's file may go. */
    boolean mayRemoveApplication(Fate fate, Instant written, Instant now) {
        return switch (fate) {
            case LIVE, ELSEWHERE -> false;
            case ENDED -> true;
            // YARN does not know an application either between the file's writing and the submission.
            case UNKNOWN -> isOlder(written, SUBMISSION_GRACE, now);
        };
    }

    /** Whether a file may go whose writing was never finished. */
    boolean mayRemoveUnfinished(Instant written, Instant now) {
        return isOlder(written, SUBMISSION_GRACE, now);
    }

    /** Whether an entry of the cache may be taken out, to be looked at again. */
    boolean mayTakeOut(boolean referred, Instant lastUse, Instant now) {
        return !referred && isOlder(lastUse, retention, now);
    }

    /** Whether an upload was given up. */
    boolean mayRemoveUpload(Instant changed, Instant now) {
        return isOlder(changed, UPLOAD_GRACE, now);
    }

    private static boolean isOlder(Instant then, Duration age, Instant now) {
        return then.plus(age).isBefore(now);
    }
}
