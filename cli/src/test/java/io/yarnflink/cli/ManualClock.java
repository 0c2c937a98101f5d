package io.yarnflink.cli;

import io.yarnflink.runtime.time.Clock;
import java.time.Instant;

/** Time stands still until a test moves it. For one thread. */
public final class ManualClock implements Clock {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private long millis;

    /** Moves on. */
    public void advance(long byMillis) {
        millis += byMillis;
    }

    @Override
    public long monotonicMillis() {
        return millis;
    }

    @Override
    public Instant now() {
        return START.plusMillis(millis);
    }
}
