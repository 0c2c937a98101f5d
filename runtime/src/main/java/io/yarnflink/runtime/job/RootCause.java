package io.yarnflink.runtime.job;

import io.yarnflink.runtime.control.message.FailureCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks, of the failures that come in while one job goes down, the one that caused the others: the first that is not a
 * mere complaint about a neighbour that went away. What fails later, a worker that dies while its tasks are being
 * canceled say, does not hide it.
 */
final class RootCause {

    private @Nullable FailureCause cause;
    private boolean explains;

    /** Takes note of a failure that may explain others. */
    void offer(FailureCause candidate) {
        if (!explains) {
            cause = candidate;
            explains = true;
        }
    }

    /** Takes note of an attempt's failure, which may be a mere consequence of another's. */
    void offerAttempt(FailureCause candidate) {
        if (!isConsequence(candidate)) {
            offer(candidate);
        } else if (cause == null) {
            cause = candidate;
        }
    }

    /** Whatever was noted before, this is what the job fails of. */
    void conclude(FailureCause last) {
        cause = last;
        explains = true;
    }

    Optional<FailureCause> get() {
        return Optional.ofNullable(cause);
    }

    void clear() {
        cause = null;
        explains = false;
    }

    private static boolean isConsequence(FailureCause candidate) {
        String summary = candidate.summary();
        return summary.contains("RemoteTransportException")
                || summary.contains("LocalTransportException")
                || summary.contains("PartitionNotFoundException")
                || summary.contains("PartitionConnectionException")
                || summary.contains("CancelTaskException");
    }
}
