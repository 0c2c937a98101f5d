package io.yarnflink.runtime.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.program.UnsupportedJobException;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestartSettingsTest {

    private static final RestartPolicy FLINKS_DEFAULT = new RestartPolicy.ExponentialDelay(
            Duration.ofSeconds(1), Duration.ofMinutes(1), 1.5, Duration.ofHours(1), 0.1, Integer.MAX_VALUE);

    private static RestartPolicy policy(Map<String, String> settings) {
        return CoreSettings.restartPolicy(Configuration.fromMap(settings), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "none", "off", "None"})
    void shouldKnowNoRestartByAllItsNames(String name) {
        assertThat(policy(Map.of("restart-strategy.type", name))).isEqualTo(new RestartPolicy.Never());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed-delay", "fixeddelay", "Fixed-Delay"})
    void shouldKnowFixedDelayByAllItsNames(String name) {
        assertThat(policy(Map.of("restart-strategy.type", name)))
                .isEqualTo(new RestartPolicy.FixedDelay(1, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failure-rate", "failurerate"})
    void shouldKnowFailureRateByAllItsNames(String name) {
        assertThat(policy(Map.of("restart-strategy.type", name)))
                .isEqualTo(new RestartPolicy.FailureRate(1, Duration.ofMinutes(1), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential-delay", "exponentialdelay"})
    void shouldKnowExponentialDelayByAllItsNames(String name) {
        assertThat(policy(Map.of("restart-strategy.type", name))).isEqualTo(FLINKS_DEFAULT);
    }

    @Test
    void shouldReadTheOldKeyOfTheType() {
        assertThat(policy(Map.of("restart-strategy", "fixed-delay"))).isInstanceOf(RestartPolicy.FixedDelay.class);
    }

    @Test
    void shouldReadAllKeysOfEachStrategy() {
        assertThat(policy(Map.of(
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "7",
                        "restart-strategy.fixed-delay.delay", "3 s")))
                .isEqualTo(new RestartPolicy.FixedDelay(7, Duration.ofSeconds(3)));
        assertThat(policy(Map.of(
                        "restart-strategy.type", "failure-rate",
                        "restart-strategy.failure-rate.max-failures-per-interval", "5",
                        "restart-strategy.failure-rate.failure-rate-interval", "2 min",
                        "restart-strategy.failure-rate.delay", "4 s")))
                .isEqualTo(new RestartPolicy.FailureRate(5, Duration.ofMinutes(2), Duration.ofSeconds(4)));
        assertThat(policy(Map.of(
                        "restart-strategy.type", "exponential-delay",
                        "restart-strategy.exponential-delay.initial-backoff", "2 s",
                        "restart-strategy.exponential-delay.max-backoff", "5 min",
                        "restart-strategy.exponential-delay.backoff-multiplier", "3.0",
                        "restart-strategy.exponential-delay.reset-backoff-threshold", "10 min",
                        "restart-strategy.exponential-delay.jitter-factor", "0.2",
                        "restart-strategy.exponential-delay.attempts-before-reset-backoff", "9")))
                .isEqualTo(new RestartPolicy.ExponentialDelay(
                        Duration.ofSeconds(2), Duration.ofMinutes(5), 3, Duration.ofMinutes(10), 0.2, 9));
    }

    @Test
    void shouldNotRestartByDefaultWithoutCheckpoints() {
        assertThat(CoreSettings.restartPolicy(new Configuration(), false)).isEqualTo(new RestartPolicy.Never());
    }

    @Test
    void shouldRestartWithFlinksDefaultsWhenCheckpointsAreTakenAndNothingIsSaid() {
        Configuration withoutType =
                Configuration.fromMap(Map.of("restart-strategy.exponential-delay.initial-backoff", "9 s"));

        assertThat(CoreSettings.restartPolicy(withoutType, true)).isEqualTo(FLINKS_DEFAULT);
    }

    @Test
    void shouldObeyAStrategyThatIsSetAlsoWithCheckpoints() {
        Configuration none = Configuration.fromMap(Map.of("restart-strategy.type", "none"));

        assertThat(CoreSettings.restartPolicy(none, true)).isEqualTo(new RestartPolicy.Never());
    }

    @Test
    void shouldRefuseAnUnknownStrategyByName() {
        assertThatThrownBy(() -> policy(Map.of("restart-strategy.type", "eventually")))
                .isInstanceOf(UnsupportedJobException.class)
                .hasMessageContaining("restart-strategy.type: eventually")
                .hasMessageContaining("disable, fixed-delay, failure-rate, exponential-delay");
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> policy(Map.of(
                        "restart-strategy.type", "exponential-delay",
                        "restart-strategy.exponential-delay.backoff-multiplier", "0.5")))
                .isInstanceOf(UnsupportedJobException.class)
                .hasMessageContaining("multiplier above 1, found 0.5")
                .hasMessageContaining("restart-strategy.exponential-delay");
    }
}
