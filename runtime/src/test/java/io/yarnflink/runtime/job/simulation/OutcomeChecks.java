package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A job that finishes has counted every record once, and what its sinks made visible is what they counted. */
final class OutcomeChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final SavepointChecks savepoints;
    private final Set<Integer> stopped = new HashSet<>();
    private final Set<SimulatedJob> finished = new HashSet<>();

    OutcomeChecks(World world, Ledger ledger, SavepointChecks savepoints) {
        this.world = world;
        this.ledger = ledger;
        this.savepoints = savepoints;
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.JobEnded ended && ended.end().phase() == JobPhase.FINISHED) {
            finished.add(world.job(ended.job()));
        }
    }

    @Override
    public void decided() {
        finished.forEach(this::counted);
        finished.clear();
    }

    private void counted(SimulatedJob job) {
        boolean early = savepoints.hasStopped(job);
        if (early) {
            stopped.add(job.lineage());
        }
        for (int v = 0; v < job.topology().vertices().size(); v++) {
            List<Integer> upstream = job.topology().vertices().get(v).upstream();
            if (upstream.isEmpty()) {
                source(job, v, stopped.contains(job.lineage()));
            } else {
                Amount given = Amount.NOTHING;
                for (int u : upstream) {
                    given = given.plus(ofVertex(job, u));
                }
                check(
                        given.equals(ofVertex(job, v)),
                        "Job %s has finished: vertex %d received %s, given were %s",
                        job.topology().name(),
                        v,
                        ofVertex(job, v),
                        given);
            }
        }
        if (job.waitsForLastCheckpoint()) {
            job.topology().subtasks().forEach(subtask -> committed(job, subtask));
        }
    }

    private void source(SimulatedJob job, int vertex, boolean early) {
        for (int i = 0; i < job.topology().vertices().get(vertex).parallelism(); i++) {
            Subtask source = new Subtask(vertex, i);
            Amount given = result(job, source);
            Amount expected = Amount.given(source, 0, early ? given.count() : job.records(source));
            check(
                    given.equals(expected),
                    "Job %s has finished: %s gave %s of %s",
                    job.topology().name(),
                    source,
                    given,
                    expected);
        }
    }

    private void committed(SimulatedJob job, Subtask subtask) {
        Amount visible = world.outputs().committed(new World.Part(job, subtask));
        check(
                !job.consumersOf(subtask).isEmpty() || visible.equals(result(job, subtask)),
                "Job %s has finished: sink %s received %s and committed %s",
                job.topology().name(),
                subtask,
                result(job, subtask),
                visible);
    }

    private Amount ofVertex(SimulatedJob job, int vertex) {
        Amount sum = Amount.NOTHING;
        for (int i = 0; i < job.topology().vertices().get(vertex).parallelism(); i++) {
            sum = sum.plus(result(job, new Subtask(vertex, i)));
        }
        return sum;
    }

    private Amount result(SimulatedJob job, Subtask subtask) {
        return Objects.requireNonNullElse(ledger.result(job, subtask), Amount.NOTHING);
    }
}
