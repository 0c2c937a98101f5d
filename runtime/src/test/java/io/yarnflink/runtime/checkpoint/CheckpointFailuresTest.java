package io.yarnflink.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures count, and when there were too many. */
final class CheckpointFailuresTest {

    private final CheckpointFailures failures = new CheckpointFailures(1);

    private static CheckpointOrder order(long id, CheckpointPurpose purpose) {
        return new CheckpointOrder(id, purpose, 0, Optional.empty(), false);
    }

    private int expired(long id) {
        return failures.failed(
                order(id, CheckpointPurpose.CHECKPOINT), CheckpointFailureReason.CHECKPOINT_EXPIRED, false);
    }

    @Test
    void shouldSayWhenThereAreTooManyInARow() {
        assertThat(expired(1)).isZero();
        assertThat(expired(2)).isEqualTo(2);
    }

    @Test
    void shouldBeginAnewAfterTooMany() {
        expired(1);
        expired(2);

        assertThat(expired(3)).isZero();
    }

    @Test
    void shouldForgiveAfterASuccess() {
        expired(1);
        failures.succeeded(2);

        assertThat(expired(3)).isZero();
    }

    @Test
    void shouldNotCountWhatBeganBeforeTheLastSuccess() {
        failures.succeeded(5);

        assertThat(expired(3)).isZero();
        assertThat(expired(4)).isZero();
        assertThat(expired(6)).isZero();
    }

    @Test
    void shouldCountOneCheckpointOnce() {
        assertThat(expired(1)).isZero();
        assertThat(expired(1)).isZero();
    }

    @Test
    void shouldCountSavepointsOnlyIfTasksDeclineThem() {
        CheckpointFailures none = new CheckpointFailures(0);
        CheckpointOrder savepoint = order(1, CheckpointPurpose.SAVEPOINT);

        assertThat(none.failed(savepoint, CheckpointFailureReason.CHECKPOINT_EXPIRED, false))
                .isZero();
        assertThat(none.failed(savepoint, CheckpointFailureReason.IO_EXCEPTION, true))
                .isZero();
        assertThat(none.failed(savepoint, CheckpointFailureReason.CHECKPOINT_ASYNC_EXCEPTION, true))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = CheckpointFailureReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "IO_EXCEPTION",
                "CHECKPOINT_ASYNC_EXCEPTION",
                "CHECKPOINT_DECLINED",
                "CHECKPOINT_EXPIRED",
                "FINALIZE_CHECKPOINT_FAILURE"
            })
    void shouldNotCountWhatMerelyCameAtABadMoment(CheckpointFailureReason reason) {
        CheckpointFailures none = new CheckpointFailures(0);

        assertThat(none.failed(order(1, CheckpointPurpose.CHECKPOINT), reason, true))
                .isZero();
    }
}
