package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import java.util.List;
import java.util.Objects;

/**
 * What is stored is the state at the barriers: all subtasks are in it, each with what its present attempt acknowledged, and
 * what they had received is what their producers had given.
 */
final class BarrierChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final CheckpointChecks checkpoints;

    BarrierChecks(World world, Ledger ledger, CheckpointChecks checkpoints) {
        this.world = world;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.StoreCheckpoint store) {
            SimulatedJob job = world.job(store.job());
            CheckpointFacts facts = Objects.requireNonNull(
                    checkpoints.find(store.job(), store.contents().order().id()));
            check(facts.order().equals(store.contents().order()), "%s is stored as another", facts);
            job.topology().subtasks().forEach(subtask -> contains(facts, store.contents(), job, subtask));
            consistent(facts, store.contents(), job);
        }
    }

    private void contains(CheckpointFacts facts, CheckpointContents contents, SimulatedJob job, Subtask subtask) {
        SubtaskSnapshot snapshot = contents.snapshots().get(subtask);
        JobAction.DeployAttempt latest = ledger.latest(job, subtask);
        String name = job.topology().describe(subtask);
        if (snapshot == null) {
            check(
                    contents.finishedBefore().contains(subtask) && ledger.hasFinished(job, subtask),
                    "%s is stored without %s, which did not finish before",
                    facts,
                    name);
            return;
        }
        check(!contents.finishedBefore().contains(subtask), "%s holds state of %s as of a finished one", facts, name);
        SubtaskSnapshot acknowledged =
                latest == null ? null : facts.acknowledged().get(latest.attempt());
        check(
                acknowledged != null,
                "%s is stored with state of %s, whose attempt %s acknowledged none",
                facts,
                name,
                latest == null ? null : latest.attempt());
        check(
                acknowledged != null
                        && world.files().read(snapshot).equals(world.files().read(acknowledged)),
                "%s is stored with state of %s that its attempt did not acknowledge: %s",
                facts,
                name,
                world.files().read(snapshot));
    }

    private void consistent(CheckpointFacts facts, CheckpointContents contents, SimulatedJob job) {
        for (int v = 0; v < job.topology().vertices().size(); v++) {
            List<Integer> upstream = job.topology().vertices().get(v).upstream();
            if (upstream.isEmpty()) {
                continue;
            }
            Amount given = Amount.NOTHING;
            for (int u : upstream) {
                given = given.plus(ofVertex(contents, job, u));
            }
            Amount received = ofVertex(contents, job, v);
            check(
                    given.equals(received),
                    "%s is no state at barriers: vertex %d had received %s of %s",
                    facts,
                    v,
                    received,
                    given);
        }
    }

    private Amount ofVertex(CheckpointContents contents, SimulatedJob job, int vertex) {
        Amount sum = Amount.NOTHING;
        for (int i = 0; i < job.topology().vertices().get(vertex).parallelism(); i++) {
            Subtask subtask = new Subtask(vertex, i);
            SubtaskSnapshot snapshot = contents.snapshots().get(subtask);
            Amount result = ledger.result(job, subtask);
            if (snapshot != null) {
                sum = sum.plus(world.files().read(snapshot).state().seen());
            } else if (result != null) {
                sum = sum.plus(result);
            }
        }
        return sum;
    }
}
