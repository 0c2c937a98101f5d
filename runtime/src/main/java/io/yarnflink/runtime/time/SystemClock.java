package io.yarnflink.runtime.time;

import java.time.Instant;

/** The machine's clocks. */
enum SystemClock implements Clock {
    INSTANCE;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    @Override
    public long monotonicMillis() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
