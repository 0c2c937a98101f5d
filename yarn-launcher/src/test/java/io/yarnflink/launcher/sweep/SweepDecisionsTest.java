package io.yarnflink.launcher.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.yarn.Fate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SweepDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    private final SweepDecisions decisions = new SweepDecisions(Duration.ofDays(7));

    @Test
    void shouldRemoveTheFileOfAnEndedApplicationAtOnce() {
        assertThat(decisions.mayRemoveApplication(Fate.ENDED, NOW, NOW)).isTrue();
    }

    @Test
    void shouldKeepTheFileOfALiveApplicationHoweverOld() {
        assertThat(decisions.mayRemoveApplication(Fate.LIVE, NOW.minus(Duration.ofDays(3000)), NOW))
                .isFalse();
    }

    @Test
    void shouldKeepTheFileOfAnotherClustersApplicationHoweverOld() {
        assertThat(decisions.mayRemoveApplication(Fate.ELSEWHERE, NOW.minus(Duration.ofDays(3000)), NOW))
                .isFalse();
    }

    @Test
    void shouldGiveClientsTimeToSubmitWhatTheyHaveWritten() {
        assertThat(decisions.mayRemoveApplication(Fate.UNKNOWN, NOW.minus(Duration.ofMinutes(59)), NOW))
                .isFalse();
        assertThat(decisions.mayRemoveApplication(Fate.UNKNOWN, NOW.minus(Duration.ofMinutes(61)), NOW))
                .isTrue();
        assertThat(decisions.mayRemoveUnfinished(NOW.minus(Duration.ofMinutes(59)), NOW))
                .isFalse();
        assertThat(decisions.mayRemoveUnfinished(NOW.minus(Duration.ofMinutes(61)), NOW))
                .isTrue();
    }

    @Test
    void shouldTakeOutOnlyWhatNobodyRefersToAndNobodyHasUsedForLong() {
        Instant old = NOW.minus(Duration.ofDays(8));
        assertThat(decisions.mayTakeOut(false, old, NOW)).isTrue();
        assertThat(decisions.mayTakeOut(true, old, NOW)).isFalse();
        assertThat(decisions.mayTakeOut(false, NOW.minus(Duration.ofDays(6)), NOW))
                .isFalse();
    }

    @Test
    void shouldKeepTimesInTheFuture() {
        // Another machine's clock may be ahead.
        assertThat(decisions.mayTakeOut(false, NOW.plus(Duration.ofHours(1)), NOW))
                .isFalse();
        assertThat(decisions.mayRemoveUpload(NOW.plus(Duration.ofHours(1)), NOW))
                .isFalse();
    }

    @Test
    void shouldGiveUploadsADay() {
        assertThat(decisions.mayRemoveUpload(NOW.minus(Duration.ofHours(23)), NOW))
                .isFalse();
        assertThat(decisions.mayRemoveUpload(NOW.minus(Duration.ofHours(25)), NOW))
                .isTrue();
    }
}
