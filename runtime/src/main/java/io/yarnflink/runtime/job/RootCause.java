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

    /**
     * Takes note of a failure.
     *
     * @param candidate what failed
     * @param mayExplain whether it can have caused others; if not, it counts only as long as there is nothing better
     */
    void offer(FailureCause candidate, boolean mayExplain) {
        if (cause == null || (mayExplain && !explains)) {
            cause = candidate;
            explains = mayExplain;
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

    /** Whether an attempt's failure is more than a complaint about a neighbour. */
    static boolean mayExplain(FailureCause candidate) {
        String summary = candidate.summary();
        return !(summary.contains("RemoteTransportException")
                || summary.contains("LocalTransportException")
                || summary.contains("PartitionNotFoundException")
                || summary.contains("PartitionConnectionException")
                || summary.contains("CancelTaskException")
                // What a task says that had stopped for a savepoint which then failed for a reason of its own.
                || summary.contains("Stop-with-savepoint failed"));
    }
}
