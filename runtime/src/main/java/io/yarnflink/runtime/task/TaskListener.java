package io.yarnflink.runtime.task;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import java.util.List;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;

/** Hears how attempts fare. Called on any thread, for one attempt in order; must return at once. */
public interface TaskListener {

    /** The attempt has a new state, not a terminal one. */
    void changed(ExecutionAttemptID attempt, AttemptState state);

    /** The attempt has processed all of its input. */
    void endOfData(ExecutionAttemptID attempt);

    /** The attempt has been told that a checkpoint is complete, and that none after it is. Ids grow. */
    void confirmed(ExecutionAttemptID attempt, long checkpoint);

    /**
     * The attempt has ended and holds no resources any more. Called once.
     *
     * @param status its progress does not matter; the other methods have told it
     * @param left partitions that may hold records which nobody has fetched yet; empty unless the attempt finished
     */
    void ended(AttemptStatus status, List<ResultPartitionID> left);

    /** The process cannot be trusted any more, or a task does not stop: it must end. */
    void fatal(Throwable cause);
}
