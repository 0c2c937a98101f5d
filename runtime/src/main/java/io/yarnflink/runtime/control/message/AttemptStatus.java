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
 * @param progress how far it has come with its input and with checkpoints
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record AttemptStatus(
        ExecutionAttemptID attempt,
        AttemptState state,
        Optional<FailureCause> failure,
        byte[] accumulators,
        Progress progress) {

    private static final byte[] NONE = new byte[0];

    /** An attempt that lives, or that ended with nothing to tell. */
    public static AttemptStatus of(ExecutionAttemptID attempt, AttemptState state) {
        return new AttemptStatus(attempt, state, Optional.empty(), NONE, Progress.START);
    }

    /** An attempt that failed before it did anything. */
    public static AttemptStatus failed(ExecutionAttemptID attempt, FailureCause cause) {
        return new AttemptStatus(attempt, AttemptState.FAILED, Optional.of(cause), NONE, Progress.START);
    }

    /** The same with another progress. */
    public AttemptStatus with(Progress other) {
        return new AttemptStatus(attempt, state, failure, accumulators, other);
    }

    /**
     * How far a live attempt has come.
     *
     * @param endOfData whether all of its input has been processed; it then waits for a last checkpoint
     * @param confirmedCheckpoint the newest checkpoint that it has been told is complete, 0 for none
     */
    public record Progress(boolean endOfData, long confirmedCheckpoint) {

        /** Where every attempt begins. */
        public static final Progress START = new Progress(false, 0);

        /** All input has been processed. */
        public Progress atEndOfData() {
            return new Progress(true, confirmedCheckpoint);
        }

        /** A checkpoint has been confirmed. */
        public Progress with(long confirmed) {
            return new Progress(endOfData, Math.max(confirmedCheckpoint, confirmed));
        }
    }
}
