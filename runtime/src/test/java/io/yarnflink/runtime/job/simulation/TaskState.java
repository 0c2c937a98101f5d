package io.yarnflink.runtime.job.simulation;

import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * What a task puts into a checkpoint.
 *
 * @param seen records that a source has given, or that another task has received
 * @param finished whether the task had finished before, and has nothing more to do
 * @param uncommitted what a sink has written, by transaction, and will commit when a checkpoint is complete
 */
record TaskState(Amount seen, boolean finished, Map<Transaction, Amount> uncommitted) {

    static final TaskState EMPTY = new TaskState(Amount.NOTHING, false, Map.of());

    TaskState {
        uncommitted = Map.copyOf(uncommitted);
    }

    /**
     * Something that a sink commits at once, and once.
     *
     * @param writer the attempt that wrote it
     * @param checkpoint the first checkpoint after it, {@link Long#MAX_VALUE} for none
     */
    record Transaction(ExecutionAttemptID writer, long checkpoint) {}
}
