package io.yarnflink.runtime.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when the test says so. */
public final class ManualClock implements Clock {

    private final AtomicLong millis = new AtomicLong();

    public void advance(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    @Override
    public long monotonicMillis() {
        return millis.get();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }
}
