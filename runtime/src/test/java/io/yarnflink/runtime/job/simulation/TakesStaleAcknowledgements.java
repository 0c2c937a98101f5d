package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Takes every acknowledgement for one of the checkpoint that its sender was last told to begin. */
final class TakesStaleAcknowledgements extends Mistaken {

    private final Map<ExecutionAttemptID, Long> begun = new HashMap<>();

    TakesStaleAcknowledgements(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (action instanceof JobAction.TriggerCheckpoint trigger) {
            begun.put(trigger.attempt(), trigger.checkpoint());
        }
        return List.of(action);
    }

    @Override
    List<JobEvent> heard(JobEvent event) {
        if (event instanceof JobEvent.CheckpointAcknowledged told) {
            long newest = begun.getOrDefault(told.attempt(), told.checkpoint());
            return List.of(new JobEvent.CheckpointAcknowledged(told.worker(), told.attempt(), newest, told.snapshot()));
        }
        return List.of(event);
    }
}
