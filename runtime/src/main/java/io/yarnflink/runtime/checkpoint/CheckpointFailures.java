package io.yarnflink.runtime.checkpoint;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/**
 * Counts checkpoints that failed in a row, with the meaning of Flink's
 * {@code execution.checkpointing.tolerable-failed-checkpoints}: what merely came at a bad moment does not count, and a
 * checkpoint counts once. Owned by the core's thread.
 */
final class CheckpointFailures {

    private final int tolerable;
    private final Set<Long> counted = new HashSet<>();
    private long newestSuccess;

    CheckpointFailures(int tolerable) {
        this.tolerable = tolerable;
    }

    int tolerable() {
        return tolerable;
    }

    /**
     * Takes note of a failure.
     *
     * @param byTask whether a task declined; what goes wrong with savepoints elsewhere is the business of those who asked
     * @return how many there were in a row, if that is too many; the count then begins anew. Else 0
     */
    int failed(CheckpointOrder order, CheckpointFailureReason reason, boolean byTask) {
        boolean concerns = (byTask && !reason.isPreFlight()) || !order.purpose().isSavepoint();
        if (!concerns || !counts(reason) || order.id() <= newestSuccess) {
            return 0;
        }
        counted.add(order.id());
        int inARow = counted.size();
        if (inARow <= tolerable) {
            return 0;
        }
        counted.clear();
        return inARow;
    }

    void succeeded(long checkpoint) {
        if (checkpoint > newestSuccess) {
            newestSuccess = checkpoint;
            counted.clear();
        }
    }

    private static boolean counts(CheckpointFailureReason reason) {
        return switch (reason) {
            case IO_EXCEPTION,
                    CHECKPOINT_ASYNC_EXCEPTION,
                    CHECKPOINT_DECLINED,
                    CHECKPOINT_EXPIRED,
                    FINALIZE_CHECKPOINT_FAILURE -> true;
            default -> false;
        };
    }
}
