package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {

    @Test
    void shouldNeverRestart() {
        assertThat(new RestartPolicy.Never().afterFailure(0)).isEmpty();
    }

    @Test
    void shouldRestartAsOftenAsPermittedWithTheSamePause() {
        RestartPolicy policy = new RestartPolicy.FixedDelay(2, Duration.ofSeconds(3));

        assertThat(policy.afterFailure(0)).contains(Duration.ofSeconds(3));
        assertThat(policy.afterFailure(1)).contains(Duration.ofSeconds(3));
        assertThat(policy.afterFailure(2)).isEmpty();
    }
}
