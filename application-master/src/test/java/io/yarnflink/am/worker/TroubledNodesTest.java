package io.yarnflink.am.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.am.worker.TroubledNodes.Change;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TroubledNodesTest {

    private static final Change NOTHING = new Change(Set.of(), Set.of());

    private final TroubledNodes nodes =
            new TroubledNodes(new NodePolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(60)));

    @Test
    void shouldAvoidANodeAfterFailuresWithinTheWindow() {
        nodes.failed("a", 0);
        nodes.failed("a", 4_000);
        assertThat(nodes.update(9, 4_000)).isEqualTo(NOTHING);

        nodes.failed("a", 10_000);
        assertThat(nodes.update(9, 10_000)).isEqualTo(new Change(Set.of("a"), Set.of()));
        assertThat(nodes.update(9, 10_001)).isEqualTo(NOTHING);
    }

    @Test
    void shouldForgetFailuresThatAreLongAgo() {
        nodes.failed("a", 0);
        nodes.failed("a", 1_000);
        nodes.failed("a", 10_001);

        assertThat(nodes.update(9, 10_001)).isEqualTo(NOTHING);
    }

    @Test
    void shouldTrustANodeAgainAfterAWhile() {
        fail("a", 1_000);
        nodes.update(9, 1_000);

        assertThat(nodes.update(9, 60_999)).isEqualTo(NOTHING);
        assertThat(nodes.update(9, 61_000)).isEqualTo(new Change(Set.of(), Set.of("a")));
    }

    @Test
    void shouldAvoidAThirdOfTheNodesAtMost() {
        fail("a", 0);
        fail("b", 1);
        fail("c", 2);

        assertThat(nodes.update(2, 2)).isEqualTo(NOTHING);
        assertThat(nodes.update(3, 2)).isEqualTo(new Change(Set.of("a"), Set.of()));
        assertThat(nodes.update(8, 2)).isEqualTo(new Change(Set.of("b"), Set.of()));
        assertThat(nodes.update(2, 2)).isEqualTo(new Change(Set.of(), Set.of("a", "b")));
    }

    @Test
    void shouldCountEveryNodeOfAHost() {
        nodes.seen("a", 1);
        nodes.seen("a", 2);
        fail("a", 0);

        assertThat(nodes.update(3, 0)).isEqualTo(NOTHING);
        assertThat(nodes.update(6, 0)).isEqualTo(new Change(Set.of("a"), Set.of()));
    }

    @Test
    void shouldNotAvoidTheOnlyMachine() {
        fail("localhost", 0);

        assertThat(nodes.update(9, 0)).isEqualTo(NOTHING);
    }

    @Test
    void shouldTrustAllWhenThereIsNothingElse() {
        fail("a", 0);
        nodes.update(9, 0);

        nodes.trustAll();

        assertThat(nodes.update(9, 1)).isEqualTo(new Change(Set.of(), Set.of("a")));
    }

    @Test
    void shouldAvoidNoneIfToldSo() {
        TroubledNodes trusting = new TroubledNodes(NodePolicy.NONE);
        trusting.failed("a", 0);

        assertThat(trusting.update(9, 0)).isEqualTo(NOTHING);
    }

    private void fail(String host, long now) {
        for (int i = 0; i < 3; i++) {
            nodes.failed(host, now);
        }
    }
}
