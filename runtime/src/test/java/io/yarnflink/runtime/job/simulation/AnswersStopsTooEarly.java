package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/** Says that a job has stopped when its savepoint is there. */
final class AnswersStopsTooEarly extends Mistaken {

    private final Map<JobID, SavepointRequest> wishes = new HashMap<>();

    AnswersStopsTooEarly(Decider core) {
        super(core);
    }

    @Override
    List<JobEvent> heard(JobEvent event) {
        if (event instanceof JobEvent.SavepointRequested wish
                && wish.request().purpose().isStopping()) {
            wishes.put(wish.job(), wish.request());
        }
        return List.of(event);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (action instanceof JobAction.CheckpointCompleted completed
                && completed.checkpoint().order().purpose().isStopping()) {
            SavepointRequest wish = wishes.get(completed.job());
            if (wish != null) {
                Optional<String> path = Optional.of(completed.checkpoint().path());
                return List.of(
                        action,
                        new JobAction.SavepointAnswered(completed.job(), wish.request(), path, Optional.empty()));
            }
        }
        return List.of(action);
    }
}
