package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Tells each task once that a checkpoint is complete, whether it hears or not. */
final class ConfirmsOnce extends Mistaken {

    private record Confirmation(ExecutionAttemptID attempt, long checkpoint) {}

    private final Set<Confirmation> sent = new HashSet<>();

    ConfirmsOnce(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        boolean again = action instanceof JobAction.ConfirmCheckpoint confirm
                && !sent.add(new Confirmation(confirm.attempt(), confirm.checkpoint()));
        return again ? List.of() : List.of(action);
    }
}
