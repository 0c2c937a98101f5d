package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.job.JobAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the next attempts to the worker that was lost last. */
final class DeploysToLostWorkers extends Mistaken {

    private @Nullable WorkerId lost;

    DeploysToLostWorkers(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        WorkerId last = lost;
        if (action instanceof JobAction.ReleaseWorker release) {
            lost = release.worker();
        } else if (action instanceof JobAction.DeployAttempt of && last != null) {
            return List.of(new JobAction.DeployAttempt(
                    of.job(),
                    last,
                    of.sequence(),
                    of.attempt(),
                    of.subtask(),
                    of.slot(),
                    of.placement(),
                    of.restore()));
        }
        return List.of(action);
    }
}
