package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.runtime.executiongraph.failover.ExponentialDelayRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.FailureRateRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the same failures at the same times, we decide as Flink does. */
final class RestartPolicyAgainstFlinkTest {

    private static final int FAILURES = 200;

    private final ManualClock clock = new ManualClock();
    private final List<RestartPolicy.Restart> granted = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldLimitTheRateAlike(long seed) throws ReflectiveOperationException {
        RestartBackoffTimeStrategy theirs = of(
                FailureRateRestartBackoffTimeStrategy.class.getDeclaredConstructor(
                        Clock.class, int.class, long.class, long.class),
                clock,
                3,
                10_000L,
                500L);
        RestartPolicy ours = new RestartPolicy.FailureRate(3, Duration.ofMillis(10_000), Duration.ofMillis(500));

        compare(ours, theirs, new Random(seed), 8_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldPauseAlike(long seed) throws ReflectiveOperationException {
        RestartBackoffTimeStrategy theirs = of(
                ExponentialDelayRestartBackoffTimeStrategy.class.getDeclaredConstructor(
                        Clock.class, long.class, long.class, double.class, long.class, double.class, int.class),
                clock,
                100L,
                5_000L,
                1.5,
                12_000L,
                0.0,
                12);
        RestartPolicy ours = new RestartPolicy.ExponentialDelay(
                Duration.ofMillis(100), Duration.ofMillis(5_000), 1.5, Duration.ofMillis(12_000), 0, 12);

        compare(ours, theirs, new Random(seed), 10_000);
    }

    private static RestartBackoffTimeStrategy of(
            Constructor<? extends RestartBackoffTimeStrategy> constructor, Object... arguments)
            throws ReflectiveOperationException {
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private void compare(RestartPolicy ours, RestartBackoffTimeStrategy theirs, Random random, int longest) {
        for (int failure = 0; failure < FAILURES; failure++) {
            clock.advanceTime(Duration.ofMillis(1 + random.nextInt(longest)));
            theirs.notifyFailure(new IllegalStateException("failure"));
            long now = clock.absoluteTimeMillis();
            Optional<RestartPolicy.Restart> restart = ours.afterFailure(granted, now, 0.5);

            assertThat(restart.isPresent()).as("failure %d", failure).isEqualTo(theirs.canRestart());
            if (restart.isEmpty()) {
                return;
            }
            assertThat(restart.get().pause().toMillis())
                    .as("failure %d", failure)
                    .isEqualTo(theirs.getBackoffTime());
            granted.add(restart.get());
        }
    }
}
