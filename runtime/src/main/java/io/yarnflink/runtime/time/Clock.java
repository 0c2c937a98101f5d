package io.yarnflink.runtime.time;

import java.time.Instant;

/**
 * The only place where time is read, so that tests and the simulation can own it.
 *
 * <p>Implementations are thread-safe.
 */
public interface Clock {

    /** Milliseconds of a monotonic clock with an arbitrary origin; for intervals and deadlines. */
    long monotonicMillis();

    /** The wall clock; for what is shown to people or compared with file times. */
    Instant now();

    /** The machine's clocks. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
