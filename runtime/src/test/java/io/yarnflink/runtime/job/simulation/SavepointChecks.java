package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;

/** Who asks for a savepoint is answered once, in the end, and with success only if it happened. */
final class SavepointChecks implements Check {

    private record Open(JobID job, SavepointRequest request) {}

    private final World world;
    private final Master master;
    private final Ledger ledger;
    private final Map<Long, Open> open = new HashMap<>();
    private final Set<JobID> stopped = new HashSet<>();

    SavepointChecks(World world, Master master) {
        this.world = world;
        this.master = master;
        this.ledger = master.ledger();
    }

    /** Whether somebody was told that the job has stopped as wanted. */
    boolean hasStopped(SimulatedJob job) {
        return stopped.contains(job.id());
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.SavepointRequested wish) {
            open.put(wish.request().request(), new Open(wish.job(), wish.request()));
        }
    }

    @Override
    public void action(JobAction action) {
        if (!(action instanceof JobAction.SavepointAnswered answer)) {
            return;
        }
        Open asked = open.remove(answer.request());
        check(asked != null, "Request %d is answered, but waits for no answer", answer.request());
        check(
                answer.path().isPresent() != answer.failure().isPresent(),
                "Request %d is answered with %s and %s",
                answer.request(),
                answer.path(),
                answer.failure());
        if (asked != null && answer.path().isPresent()) {
            check(asked.job().equals(answer.job()), "Request %d is answered for another job", answer.request());
            succeeded(asked, answer.path().get());
        }
    }

    private void succeeded(Open asked, String path) {
        SimulatedJob job = world.job(asked.job());
        boolean there = master.storage().all().stream()
                .anyMatch(stored -> stored.belongsTo(job)
                        && stored.isAt(path)
                        && stored.order().purpose() == asked.request().purpose()
                        && stored.order().canonical() == asked.request().canonical());
        check(
                there,
                "Request %d is answered with %s, which is not there",
                asked.request().request(),
                path);
        if (asked.request().purpose().isStopping()) {
            JobEnd end = ledger.end(job);
            check(
                    end != null && end.phase() == JobPhase.FINISHED,
                    "Job %s is said to have stopped, but its end is %s",
                    job.topology().name(),
                    end);
            stopped.add(job.id());
        }
    }

    @Override
    public void decided() {
        for (Open asked : open.values()) {
            JobEnd end = ledger.end(world.job(asked.job()));
            check(end == null, "Job %s has ended, but request %s has no answer", asked.job(), asked.request());
        }
    }

    @Override
    public void end() {
        check(open.isEmpty(), "Nobody answered %s", open.values());
    }
}
