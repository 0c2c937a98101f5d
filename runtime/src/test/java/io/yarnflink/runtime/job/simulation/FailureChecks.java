package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.RestartPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** A job that failed tells why: with the failure that it was told of and that explains the others. */
final class FailureChecks implements Check {

    private static final String UNKNOWN_ATTEMPT = "does not know";

    /** What others check. */
    private static final List<String> NOT_OF_TASKS = List.of("more slots", "failed in a row", "begun to stop");

    /**
     * Something that may be the cause of a job's failure.
     *
     * @param text what the cause must say
     * @param consequence whether it is a mere complaint about a neighbour
     * @param regions which regions it broke and are not deployed again yet
     */
    private record Candidate(String text, boolean consequence, Set<Integer> regions) {

        boolean isUnexplainedBy(List<Candidate> others) {
            return consequence && others.stream().allMatch(other -> Collections.disjoint(other.regions(), regions));
        }
    }

    private final World world;
    private final Ledger ledger;
    private final Map<JobID, List<Candidate>> candidates = new HashMap<>();
    private final Set<ExecutionAttemptID> ended = new HashSet<>();

    FailureChecks(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.AttemptReported report) {
            told(report.worker(), report.status());
        } else if (event instanceof JobEvent.HeartbeatReceived heartbeat) {
            heartbeat.attempts().forEach(status -> told(heartbeat.worker(), status));
        } else if (event instanceof JobEvent.JobFailed failed) {
            SimulatedJob job = world.job(failed.job());
            if (ledger.isLive(job)) {
                add(job, failed.cause().summary(), false, job.regions());
            }
        }
    }

    private void told(WorkerId worker, AttemptStatus status) {
        if (!ledger.trusts(worker) || !status.state().isTerminal() || !ledger.isLatest(status.attempt())) {
            return;
        }
        if (ended.add(status.attempt()) && status.state() == AttemptState.FAILED) {
            World.Part part = world.partOf(status.attempt());
            String summary = status.failure().orElseThrow().summary();
            boolean consequence = !summary.contains("injected");
            add(part.job(), summary, consequence, Set.of(part.region()));
        }
    }

    private void add(SimulatedJob job, String text, boolean consequence, Set<Integer> regions) {
        candidates
                .computeIfAbsent(job.id(), id -> new ArrayList<>())
                .add(new Candidate(text, consequence, new TreeSet<>(regions)));
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.ReleaseWorker release) {
            lost(release.worker());
        } else if (action instanceof JobAction.AttemptEnded end) {
            ended(end);
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            World.Part part = world.partOf(deploy.attempt());
            List<Candidate> of = candidates.getOrDefault(part.job().id(), List.of());
            of.forEach(candidate -> candidate.regions().remove(part.region()));
        } else if (action instanceof JobAction.JobEnded end) {
            end.end().cause().ifPresent(cause -> explained(world.job(end.job()), cause.summary()));
        }
    }

    private void lost(WorkerId worker) {
        for (JobAction.DeployAttempt deploy : ledger.latest()) {
            World.Part part = world.partOf(deploy.attempt());
            if (deploy.worker().equals(worker) && ledger.isLive(part.job()) && ended.add(deploy.attempt())) {
                add(part.job(), "TaskManager " + worker + " is lost", false, Set.of(part.region()));
            }
        }
    }

    private void ended(JobAction.AttemptEnded end) {
        if (end.cause().summary().contains(UNKNOWN_ATTEMPT) && ended.add(end.attempt())) {
            SimulatedTask task = world.task(end.attempt());
            check(task != null && !task.isAlive(), "%s is said to be unknown, but lives", task);
            World.Part part = world.partOf(end.attempt());
            add(part.job(), UNKNOWN_ATTEMPT, false, Set.of(part.region()));
        }
    }

    private void explained(SimulatedJob job, String summary) {
        if (NOT_OF_TASKS.stream().anyMatch(summary::contains)) {
            return;
        }
        List<Candidate> all = candidates.getOrDefault(job.id(), List.of());
        boolean once = job.policy() instanceof RestartPolicy.Never;
        List<Candidate> real = all.stream()
                .filter(candidate -> !candidate.consequence())
                .filter(candidate -> once || !candidate.regions().isEmpty())
                .toList();
        List<Candidate> good = new ArrayList<>(once && !real.isEmpty() ? real.subList(0, 1) : real);
        if (!once || real.isEmpty()) {
            // A complaint is all that is known where nothing else broke.
            all.stream().filter(candidate -> candidate.isUnexplainedBy(real)).forEach(good::add);
        }
        check(
                good.stream().anyMatch(candidate -> summary.contains(candidate.text())),
                "Job %s failed with '%s', but what explains it is %s of %s",
                job.topology().name(),
                summary,
                good,
                all);
    }
}
