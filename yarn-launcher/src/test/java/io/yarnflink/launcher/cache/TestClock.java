package io.yarnflink.launcher.cache;

import io.yarnflink.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, which a test can put forward. */
public final class TestClock implements Clock {

    private final AtomicLong aheadMillis = new AtomicLong();

    /** Puts the clock forward. */
    public void advance(Duration duration) {
        aheadMillis.addAndGet(duration.toMillis());
    }

    @Override
    public long monotonicMillis() {
        return Clock.system().monotonicMillis() + aheadMillis.get();
    }

    @Override
    public Instant now() {
        return Clock.system().now().plusMillis(aheadMillis.get());
    }
}
