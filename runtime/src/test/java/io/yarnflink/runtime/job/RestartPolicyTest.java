package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {

    private static final double AVERAGE_LUCK = 0.5;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<RestartPolicy.Restart> granted = new ArrayList<>();
    private double luck = AVERAGE_LUCK;

    /** Asks the policy, remembering no more than it wants remembered. */
    private Optional<Duration> failure(RestartPolicy policy, long now) {
        Optional<RestartPolicy.Restart> restart = policy.afterFailure(List.copyOf(granted), now, luck);
        restart.ifPresent(granted::add);
        while (granted.size() > policy.memory()) {
            granted.remove(0);
        }
        return restart.map(RestartPolicy.Restart::pause);
    }

    private static RestartPolicy.ExponentialDelay doubling(double jitter, int restarts) {
        return new RestartPolicy.ExponentialDelay(
                SECOND, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), jitter, restarts);
    }

    @Test
    void shouldNeverRestart() {
        assertThat(failure(new RestartPolicy.Never(), 0)).isEmpty();
    }

    @Test
    void shouldRestartAsOftenAsPermittedWithTheSamePause() {
        RestartPolicy policy = new RestartPolicy.FixedDelay(2, Duration.ofSeconds(3));

        assertThat(failure(policy, 0)).contains(Duration.ofSeconds(3));
        assertThat(failure(policy, 1_000_000)).contains(Duration.ofSeconds(3));
        assertThat(failure(policy, 2_000_000_000)).isEmpty();
    }

    @Test
    void shouldNotRestartAfterTooManyFailuresInAnInterval() {
        RestartPolicy policy = new RestartPolicy.FailureRate(2, Duration.ofSeconds(60), SECOND);

        assertThat(failure(policy, 0)).contains(SECOND);
        assertThat(failure(policy, 30_000)).contains(SECOND);
        assertThat(failure(policy, 60_000)).isEmpty();
    }

    @Test
    void shouldRestartForEverWhileFailuresAreRare() {
        RestartPolicy policy = new RestartPolicy.FailureRate(2, Duration.ofSeconds(60), SECOND);

        for (int failure = 0; failure < 100; failure++) {
            assertThat(failure(policy, failure * 30_001L)).contains(SECOND);
        }
    }

    @Test
    void shouldPauseLongerWithEachFailureUpToTheMaximum() {
        RestartPolicy policy = doubling(0, Integer.MAX_VALUE);

        assertThat(failure(policy, 0)).contains(Duration.ofSeconds(1));
        assertThat(failure(policy, 1_001)).contains(Duration.ofSeconds(2));
        assertThat(failure(policy, 3_002)).contains(Duration.ofSeconds(4));
        assertThat(failure(policy, 7_003)).contains(Duration.ofSeconds(8));
        assertThat(failure(policy, 15_004)).contains(Duration.ofSeconds(10));
        assertThat(failure(policy, 25_005)).contains(Duration.ofSeconds(10));
    }

    @Test
    void shouldStayAtTheMaximumHoweverOftenItFails() {
        RestartPolicy policy = doubling(0.5, Integer.MAX_VALUE);
        luck = 0.999;
        granted.add(new RestartPolicy.Restart(0, Duration.ZERO, Integer.MAX_VALUE - 1));

        assertThat(failure(policy, 1)).contains(Duration.ofSeconds(10));
    }

    @Test
    void shouldCountFailuresDuringThePauseOnce() {
        RestartPolicy policy = doubling(0, 2);

        assertThat(failure(policy, 0)).contains(Duration.ofSeconds(1));
        assertThat(failure(policy, 400)).contains(Duration.ofMillis(600));
        assertThat(failure(policy, 1_000)).contains(Duration.ZERO);
        assertThat(failure(policy, 1_001)).contains(Duration.ofSeconds(2));
        assertThat(failure(policy, 9_000)).isEmpty();
    }

    @Test
    void shouldForgiveAfterLongEnoughWithoutFailure() {
        RestartPolicy policy = doubling(0, 2);
        failure(policy, 0);
        failure(policy, 5_000);

        assertThat(failure(policy, 5_000 + 2_000 + 60_000)).contains(Duration.ofSeconds(1));
    }

    @Test
    void shouldPauseShorterOrLongerByChance() {
        RestartPolicy policy = doubling(0.25, Integer.MAX_VALUE);
        failure(policy, 0);
        failure(policy, 10_000);

        luck = 0;
        assertThat(policy.afterFailure(granted, 20_000, luck).orElseThrow().pause())
                .isEqualTo(Duration.ofSeconds(3));
        luck = 0.75;
        assertThat(policy.afterFailure(granted, 20_000, luck).orElseThrow().pause())
                .isEqualTo(Duration.ofMillis(4_500));
    }

    @Test
    void shouldNotPauseShorterThanInitially() {
        luck = 0;

        assertThat(failure(doubling(1, 5), 0)).contains(SECOND);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new RestartPolicy.FixedDelay(-1, SECOND)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new RestartPolicy.FailureRate(0, SECOND, SECOND))
                .hasMessageContaining("found 0");
        assertThatThrownBy(() -> doubling(1.5, 1)).hasMessageContaining("from 0 to 1, found 1.5");
        assertThatThrownBy(() -> doubling(0, 0)).hasMessageContaining("at least 1 attempt, found 0");
    }
}
