package io.yarnflink.runtime.control.message;

import java.util.Optional;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * The state of one attempt.
 *
 * @param attempt which attempt
 * @param state where it stands
 * @param failure why, if {@code state} is {@code FAILED}
 * @param accumulators serialized final accumulators ({@code Map<String, Accumulator<?, ?>>}); empty while the attempt
 *     lives and if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record AttemptStatus(
        ExecutionAttemptID attempt, AttemptState state, Optional<FailureCause> failure, byte[] accumulators) {

    private static final byte[] NONE = new byte[0];

    /** An attempt that lives, or that ended with nothing to tell. */
    public static AttemptStatus of(ExecutionAttemptID attempt, AttemptState state) {
        return new AttemptStatus(attempt, state, Optional.empty(), NONE);
    }
}
