package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobManagerSilenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final ManualClock clock = new ManualClock();
    private final JobManagerSilence silence = new JobManagerSilence(clock, PATIENCE);

    @Test
    void shouldBearSilenceForSoLong() {
        assertThat(lookFor(PATIENCE)).isFalse();
        assertThat(lookFor(silence.lookEvery())).isTrue();
    }

    @Test
    void shouldBeginAnewWithEachMessage() {
        // given
        lookFor(PATIENCE);

        // when
        silence.heard();

        // then
        assertThat(lookFor(PATIENCE)).isFalse();
        assertThat(lookFor(silence.lookEvery())).isTrue();
    }

    @Test
    void shouldNotCountTimeInWhichThisProcessItselfStoodStill() {
        // when
        clock.advance(PATIENCE.multipliedBy(100));

        // then
        assertThat(silence.isTooLong()).isFalse();
        assertThat(lookFor(PATIENCE)).isTrue();
    }

    private boolean lookFor(Duration time) {
        boolean tooLong = false;
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(silence.lookEvery())) {
            clock.advance(silence.lookEvery());
            tooLong = silence.isTooLong();
        }
        return tooLong;
    }
}
