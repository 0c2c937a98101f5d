package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.graph.Subtask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** What the world outside sees of jobs: committed output, and the results of subtasks that have finished. */
final class Outputs {

    /** A subtask of a job and of those that continue it. */
    private record Owner(int lineage, Subtask subtask) {

        static Owner of(World.Part part) {
            return new Owner(part.job().lineage(), part.subtask());
        }
    }

    private final Map<Owner, Amount> committed = new HashMap<>();
    private final Set<TaskState.Transaction> transactions = new HashSet<>();
    private final Map<ExecutionAttemptID, Amount> ends = new HashMap<>();

    /** Commits a transaction; a second time does nothing. */
    void commit(World.Part part, TaskState.Transaction transaction, Amount amount) {
        if (transactions.add(transaction)) {
            committed.merge(Owner.of(part), amount, Amount::plus);
        }
    }

    Amount committed(World.Part part) {
        return committed.getOrDefault(Owner.of(part), Amount.NOTHING);
    }

    /** An attempt has finished; whether that counts is for the core to say. */
    void finished(ExecutionAttemptID attempt, Amount seen) {
        ends.put(attempt, seen);
    }

    /** What an attempt had seen when it finished. */
    Amount end(ExecutionAttemptID attempt) {
        return ends.getOrDefault(attempt, Amount.NOTHING);
    }
}
