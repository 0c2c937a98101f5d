package io.yarnflink.runtime.job;

import io.yarnflink.runtime.control.message.FailureCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks, of the failures that come in while one job goes down, the one that caused the others: a lost worker explains
 * broken connections, and any failure explains a neighbour's complaint about its input. Of equals the first counts.
 */
final class RootCause {

    /** How much a failure explains; later ones explain earlier ones. */
    enum Weight {
        /** A neighbour went away. */
        CONSEQUENCE,
        /** User code, or anything else inside an attempt. */
        ATTEMPT,
        /** A process is gone. */
        WORKER
    }

    private @Nullable FailureCause cause;
    private Weight weight = Weight.CONSEQUENCE;

    /** Takes note of a failure. */
    void offer(FailureCause candidate, Weight candidateWeight) {
        if (cause == null || candidateWeight.compareTo(weight) > 0) {
            cause = candidate;
            weight = candidateWeight;
        }
    }

    /** Takes note of an attempt's failure, which may be a mere consequence of another's. */
    void offerAttempt(FailureCause candidate) {
        offer(candidate, isConsequence(candidate) ? Weight.CONSEQUENCE : Weight.ATTEMPT);
    }

    Optional<FailureCause> get() {
        return Optional.ofNullable(cause);
    }

    void clear() {
        cause = null;
        weight = Weight.CONSEQUENCE;
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
