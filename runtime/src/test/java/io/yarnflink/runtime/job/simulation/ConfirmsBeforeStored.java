package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import java.util.ArrayList;
import java.util.List;

/** Tells the tasks that a checkpoint is complete when all have acknowledged it. */
final class ConfirmsBeforeStored extends Mistaken {

    private final List<JobAction.TriggerCheckpoint> triggered = new ArrayList<>();

    ConfirmsBeforeStored(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        List<JobAction> said = new ArrayList<>(List.of(action));
        if (action instanceof JobAction.TriggerCheckpoint trigger) {
            triggered.add(trigger);
        } else if (action instanceof JobAction.StoreCheckpoint store) {
            triggered.stream()
                    .filter(one -> one.job().equals(store.job())
                            && one.checkpoint() == store.contents().order().id())
                    .forEach(one -> said.add(new JobAction.ConfirmCheckpoint(
                            one.worker(),
                            one.attempt(),
                            one.checkpoint(),
                            store.contents().order().timestamp(),
                            0)));
        }
        return said;
    }
}
