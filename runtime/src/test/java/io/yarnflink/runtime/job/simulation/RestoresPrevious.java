package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;

/** Begins again from the checkpoint before the newest, in all that it says. */
final class RestoresPrevious extends Mistaken {

    private final Map<JobID, Long> newest = new HashMap<>();
    private final Map<JobID, Long> previous = new HashMap<>();

    RestoresPrevious(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (action instanceof JobAction.CheckpointCompleted completed) {
            Long before = newest.put(completed.job(), completed.checkpoint().id());
            if (before != null) {
                previous.put(completed.job(), before);
            }
        } else if (action instanceof JobAction.SubtasksReset reset) {
            return List.of(
                    new JobAction.SubtasksReset(reset.job(), reset.subtasks(), of(reset.job(), reset.checkpoint())));
        } else if (action instanceof JobAction.JobReset reset) {
            return List.of(new JobAction.JobReset(reset.job(), of(reset.job(), reset.checkpoint())));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            return List.of(new JobAction.DeployAttempt(
                    deploy.job(),
                    deploy.worker(),
                    deploy.sequence(),
                    deploy.attempt(),
                    deploy.subtask(),
                    deploy.slot(),
                    deploy.placement(),
                    of(deploy.job(), deploy.restore())));
        }
        return List.of(action);
    }

    private OptionalLong of(JobID job, OptionalLong meant) {
        Long before = previous.get(job);
        return meant.isEmpty() || before == null ? meant : OptionalLong.of(before);
    }
}
