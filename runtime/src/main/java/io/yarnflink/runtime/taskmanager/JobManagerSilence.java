package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.time.Clock;
import java.time.Duration;

/**
 * How long nothing has been heard of the JobManager. Its process may stand still, or its machine be gone, while the
 * connection seems to be open.
 *
 * <p>Only time in which this process itself went on counts: one that stood still finds what it was sent meanwhile only
 * after it has looked at the clock. Owned by the TaskManager's event loop.
 */
final class JobManagerSilence {

    private static final int LOOKS = 10;

    private final Clock clock;
    private final Duration patience;
    private long lastLook;
    private long silentMillis;

    /** @param patience after how much silence the JobManager is given up */
    JobManagerSilence(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
        this.lastLook = clock.monotonicMillis();
    }

    /** How often {@link #isTooLong} is to be asked. */
    Duration lookEvery() {
        return Duration.ofMillis(Math.max(1, patience.toMillis() / LOOKS));
    }

    /** A message has come. */
    void heard() {
        lastLook = clock.monotonicMillis();
        silentMillis = 0;
    }

    /** Whether it has lasted for too long. */
    boolean isTooLong() {
        long now = clock.monotonicMillis();
        silentMillis += Math.min(now - lastLook, 2 * lookEvery().toMillis());
        lastLook = now;
        return silentMillis > patience.toMillis();
    }
}
