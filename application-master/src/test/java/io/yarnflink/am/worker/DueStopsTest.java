package io.yarnflink.am.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.WorkerId;
import org.junit.jupiter.api.Test;

class DueStopsTest {

    private static final WorkerId A = new WorkerId("a");
    private static final WorkerId B = new WorkerId("b");

    private final DueStops stops = new DueStops();

    @Test
    void shouldStopOnceWhenTheTimeIsUp() {
        // given
        stops.add(A, 100);

        // when, then
        assertThat(stops.take(100 + DueStops.GRACE_MILLIS - 1)).isEmpty();
        assertThat(stops.take(100 + DueStops.GRACE_MILLIS)).containsExactly(A);
        assertThat(stops.take(100 + DueStops.GRACE_MILLIS)).isEmpty();
    }

    @Test
    void shouldNotStopWhatHasEndedByItself() {
        // given
        stops.add(A, 100);
        stops.add(B, 200);

        // when
        stops.remove(A);

        // then
        assertThat(stops.take(10_000)).containsExactly(B);
    }

    @Test
    void shouldWakeUpForTheFirst() {
        stops.add(A, 100);
        stops.add(B, 200);

        assertThat(stops.next(Long.MAX_VALUE)).isEqualTo(100 + DueStops.GRACE_MILLIS);
        assertThat(stops.next(50)).isEqualTo(50);
    }
}
