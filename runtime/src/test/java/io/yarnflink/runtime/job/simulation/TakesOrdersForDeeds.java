package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.ArrayList;
import java.util.List;

/** Believes that an attempt has ended once it has been told to. */
final class TakesOrdersForDeeds extends Mistaken {

    TakesOrdersForDeeds(Decider core) {
        super(core);
    }

    @Override
    public List<JobAction> handle(JobEvent event, long now) {
        List<JobAction> all = new ArrayList<>();
        for (JobAction action : super.handle(event, now)) {
            all.add(action);
            if (action instanceof JobAction.CancelAttempt cancel) {
                AttemptStatus end = AttemptStatus.of(cancel.attempt(), AttemptState.CANCELED);
                imagine(new JobEvent.AttemptReported(cancel.worker(), end), now).stream()
                        .filter(then -> !(then instanceof JobAction.AcknowledgeEnd))
                        .forEach(all::add);
            }
        }
        return all;
    }
}
