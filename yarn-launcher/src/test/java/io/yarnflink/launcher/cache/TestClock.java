package io.yarnflink.launcher.cache;

import io.yarnflink.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, which a test can put forward. */
public final class TestClock implements Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Puts the clock forward. */
    public void advance(Duration duration) {
        ahead.accumulateAndGet(duration, Duration::plus);
    }

    @Override
    public long monotonicMillis() {
        return Clock.system().monotonicMillis() + ahead.get().toMillis();
    }

    @Override
    public Instant now() {
        return Clock.system().now().plus(ahead.get());
    }
}
