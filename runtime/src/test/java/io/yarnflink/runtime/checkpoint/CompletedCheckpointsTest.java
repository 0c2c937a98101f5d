package io.yarnflink.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which checkpoints are kept, and which one a restart begins from. */
final class CompletedCheckpointsTest {

    private static CompletedCheckpoint checkpoint(long id) {
        CheckpointOrder order = new CheckpointOrder(id, CheckpointPurpose.CHECKPOINT, 0, Optional.empty(), false);
        return new CompletedCheckpoint(order, "file:/" + id, 0, 0);
    }

    @Test
    void shouldBeginWithNothing() {
        assertThat(new CompletedCheckpoints(1, Optional.empty()).latest()).isEmpty();
    }

    @Test
    void shouldKeepAsManyAsConfigured() {
        CompletedCheckpoints two = new CompletedCheckpoints(2, Optional.empty());

        assertThat(two.add(checkpoint(1))).isEmpty();
        assertThat(two.add(checkpoint(2))).isEmpty();
        assertThat(two.newestSubsumed()).isZero();
        assertThat(two.add(checkpoint(3))).containsExactly(1L);

        assertThat(two.latest()).isEqualTo(OptionalLong.of(3));
        assertThat(two.newestSubsumed()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatTheJobBeganFromUntilThereAreEnoughNewerOnes() {
        CompletedCheckpoints one = new CompletedCheckpoints(1, Optional.of(checkpoint(41)));
        assertThat(one.latest()).isEqualTo(OptionalLong.of(41));

        assertThat(one.add(checkpoint(42))).containsExactly(41L);
    }

    @Test
    void shouldGoOnFromTheSavepointItFailedToStopWith() {
        CompletedCheckpoints one = new CompletedCheckpoints(1, Optional.empty());
        one.add(checkpoint(1));

        one.stoppedWith(checkpoint(2));
        assertThat(one.latest()).isEqualTo(OptionalLong.of(2));

        assertThat(one.add(checkpoint(3))).containsExactly(1L);
        assertThat(one.latest()).isEqualTo(OptionalLong.of(3));
    }
}
