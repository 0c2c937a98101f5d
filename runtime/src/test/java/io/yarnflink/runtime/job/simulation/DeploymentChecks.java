package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Deployments: to whom they go, with which number, what they say of the others, and what then really runs where. */
final class DeploymentChecks implements Check {

    private final World world;
    private final Ledger ledger;
    private final Map<WorkerId, Long> numbers = new HashMap<>();
    private final Map<ExecutionAttemptID, JobAction.DeployAttempt> orders = new HashMap<>();
    private final List<JobAction.DeployAttempt> fresh = new ArrayList<>();
    private final List<JobAction.DeployAttempt> now = new ArrayList<>();

    DeploymentChecks(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.DeployAttempt deploy) {
            trusted(deploy.worker(), "Deployment of " + deploy.attempt());
            numbered(deploy);
            now.add(deploy);
        } else if (action instanceof JobAction.CancelAttempt cancel) {
            trusted(cancel.worker(), "Cancellation of " + cancel.attempt());
        } else if (action instanceof JobAction.AcknowledgeEnd acknowledge) {
            trusted(acknowledge.worker(), "Acknowledgement of " + acknowledge.attempt());
            check(
                    ledger.wasToldEnd(acknowledge.attempt()),
                    "The end of %s is acknowledged, of which nobody told",
                    acknowledge.attempt());
        }
    }

    private void trusted(WorkerId worker, String what) {
        check(ledger.trusts(worker), "%s goes to %s, which the core has not accepted or has lost", what, worker);
    }

    private void numbered(JobAction.DeployAttempt deploy) {
        JobAction.DeployAttempt before = orders.putIfAbsent(deploy.attempt(), deploy);
        if (before == null) {
            long number = numbers.merge(deploy.worker(), 1L, Long::sum);
            check(
                    deploy.sequence() == number,
                    "Deployment %s has number %d, due is %d",
                    deploy.attempt(),
                    deploy.sequence(),
                    number);
            fresh.add(deploy);
        } else {
            check(
                    before.worker().equals(deploy.worker())
                            && before.sequence() == deploy.sequence()
                            && before.slot() == deploy.slot(),
                    "%s is deployed again as another deployment than before",
                    deploy.attempt());
        }
    }

    @Override
    public void decided() {
        for (JobAction.DeployAttempt deploy : now) {
            World.Part part = world.partOf(deploy.attempt());
            List<Subtask> named = new ArrayList<>(part.job().producersOf(part.subtask()));
            named.addAll(part.job().consumersOf(part.subtask()));
            check(part.subtask().equals(deploy.subtask()), "%s is not an attempt of %s", deploy.attempt(), part);
            named.forEach(subtask -> current(deploy, part.job(), subtask));
            // What is not connected to it does no harm, but must exist.
            deploy.placement().places().values().forEach(place -> world.partOf(place.attempt()));
        }
        now.clear();
        fresh.clear();
        world();
    }

    private void current(JobAction.DeployAttempt deploy, SimulatedJob job, Subtask subtask) {
        Placement.Place place = deploy.placement().places().get(subtask);
        JobAction.DeployAttempt latest = ledger.latest(job, subtask);
        check(place != null, "The deployment of %s does not say where %s is", deploy.attempt(), subtask);
        check(
                place != null
                        && latest != null
                        && place.attempt().equals(latest.attempt())
                        && place.worker().equals(latest.worker()),
                "The deployment of %s names %s, current is %s",
                deploy.attempt(),
                place,
                latest);
    }

    @Override
    public void world() {
        Map<World.Part, SimulatedTask> alive = new HashMap<>();
        Map<SlotId, SimulatedTask> slots = new HashMap<>();
        Map<List<Object>, SimulatedTask> vertices = new HashMap<>();
        for (SimulatedWorker worker : world.workers()) {
            if (!worker.isUp() || !ledger.trusts(worker.id())) {
                continue;
            }
            for (SimulatedTask task : worker.running()) {
                SimulatedTask other = alive.put(task.part(), task);
                check(other == null, "Two attempts of a subtask live: %s and %s", other, task);
                SlotId slot = new SlotId(worker.id(), task.slot());
                check(task.slot() >= 0 && task.slot() < worker.slots(), "%s has no slot %d", worker.id(), task.slot());
                SimulatedTask neighbour = slots.put(slot, task);
                check(neighbour == null || share(neighbour, task), "%s and %s share slot %s", neighbour, task, slot);
                SimulatedTask sibling =
                        vertices.put(List.of(slot, task.attempt().getJobVertexId()), task);
                check(sibling == null, "%s and %s of one vertex share slot %s", sibling, task, slot);
            }
        }
    }

    private static boolean share(SimulatedTask one, SimulatedTask other) {
        return one.part().job().equals(other.part().job()) && group(one) == group(other);
    }

    private static int group(SimulatedTask task) {
        return task.part()
                .job()
                .topology()
                .vertices()
                .get(task.part().subtask().vertex())
                .slotSharingGroup();
    }

    @Override
    public void end() {
        for (SimulatedWorker worker : world.workers()) {
            if (worker.isUp() && ledger.trusts(worker.id())) {
                check(worker.running().isEmpty(), "All is over, but %s runs %s", worker.id(), worker.running());
                check(
                        worker.unacknowledged().isEmpty(),
                        "%s was never told that the ends of %s are known",
                        worker.id(),
                        worker.unacknowledged());
            }
        }
    }
}
