package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;

/** Tells each attempt the first attempts of all others. */
final class NamesStaleAttempts extends Mistaken {

    NamesStaleAttempts(Decider core) {
        super(core);
    }

    @Override
    List<JobAction> said(JobAction action, long now) {
        if (!(action instanceof JobAction.DeployAttempt of)) {
            return List.of(action);
        }
        Map<Subtask, Placement.Place> places = new HashMap<>(of.placement().places());
        places.replaceAll((subtask, place) -> subtask.equals(of.subtask()) ? place : stale(place));
        return List.of(new JobAction.DeployAttempt(
                of.job(),
                of.worker(),
                of.sequence(),
                of.attempt(),
                of.subtask(),
                of.slot(),
                new Placement(places),
                of.restore()));
    }

    private static Placement.Place stale(Placement.Place place) {
        ExecutionAttemptID first =
                new ExecutionAttemptID(new ExecutionGraphID(), place.attempt().getExecutionVertexId(), 0);
        return new Placement.Place(
                place.attempt().getAttemptNumber() == 0 ? place.attempt() : first, place.worker(), place.address());
    }
}
