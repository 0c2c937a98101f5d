package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.ArrayList;
import java.util.List;

/** Does not wait until storage and coordinators are prepared for a checkpoint. */
final class TriggersUnprepared extends Mistaken {

    TriggersUnprepared(Decider core) {
        super(core);
    }

    @Override
    public List<JobAction> handle(JobEvent event, long now) {
        List<JobAction> all = new ArrayList<>(super.handle(event, now));
        for (JobAction action : List.copyOf(all)) {
            if (action instanceof JobAction.PrepareCheckpoint prepare) {
                all.addAll(imagine(
                        new JobEvent.CheckpointPrepared(
                                prepare.job(), prepare.order().id()),
                        now));
            }
        }
        return all;
    }
}
