package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Sends each deployment once, whether it arrives or not. */
final class NeverRepeatsDeployments extends Mistaken {

    private final Set<ExecutionAttemptID> sent = new HashSet<>();

    NeverRepeatsDeployments(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        boolean again = action instanceof JobAction.DeployAttempt deploy && !sent.add(deploy.attempt());
        return again ? List.of() : List.of(action);
    }
}
