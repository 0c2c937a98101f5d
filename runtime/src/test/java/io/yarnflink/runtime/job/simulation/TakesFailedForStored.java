package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/** Believes that metadata is written when storage says that it could not. */
final class TakesFailedForStored extends Mistaken {

    private record Place(JobID job, long checkpoint) {}

    private final Map<Place, CheckpointOrder> storing = new HashMap<>();

    TakesFailedForStored(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (action instanceof JobAction.StoreCheckpoint store) {
            CheckpointOrder order = store.contents().order();
            storing.put(new Place(store.job(), order.id()), order);
        }
        return List.of(action);
    }

    @Override
    List<JobEvent> heard(JobEvent event) {
        if (event instanceof JobEvent.CheckpointFailed failed) {
            CheckpointOrder order = storing.get(new Place(failed.job(), failed.checkpoint()));
            if (order != null) {
                return List.of(
                        new JobEvent.CheckpointStored(failed.job(), new CompletedCheckpoint(order, "nowhere", 0, 0)));
            }
        }
        return List.of(event);
    }
}
