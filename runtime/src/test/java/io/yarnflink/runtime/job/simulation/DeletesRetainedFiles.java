package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Takes an acknowledgement that comes twice for state that nobody needs. */
final class DeletesRetainedFiles extends Mistaken {

    private record Sender(ExecutionAttemptID attempt, long checkpoint) {}

    private final Set<Sender> heard = new HashSet<>();
    private final List<JobAction> due = new ArrayList<>();

    DeletesRetainedFiles(Decider core) {
        super(core);
    }

    @Override
    public List<JobAction> handle(JobEvent event, long now) {
        List<JobAction> all = new ArrayList<>(super.handle(event, now));
        all.addAll(due);
        due.clear();
        return all;
    }

    @Override
    List<JobEvent> heard(JobEvent event) {
        if (event instanceof JobEvent.CheckpointAcknowledged told
                && !heard.add(new Sender(told.attempt(), told.checkpoint()))) {
            // Which job is told with it makes no difference: the snapshot says which file it is.
            due.add(new JobAction.DiscardSnapshot(new JobID(), told.snapshot()));
        }
        return List.of(event);
    }
}
