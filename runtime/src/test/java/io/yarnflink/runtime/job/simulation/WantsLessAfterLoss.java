package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import java.util.List;

/** Counts a lost worker twice. */
final class WantsLessAfterLoss extends Mistaken {

    private int target;

    WantsLessAfterLoss(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (action instanceof JobAction.SetWorkerTarget set) {
            target = set.workers();
        } else if (action instanceof JobAction.ReleaseWorker && target > 0) {
            return List.of(action, new JobAction.SetWorkerTarget(target - 1));
        }
        return List.of(action);
    }
}
