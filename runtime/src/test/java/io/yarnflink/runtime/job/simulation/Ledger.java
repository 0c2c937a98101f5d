package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.jspecify.annotations.Nullable;

/** What the core has been told and has decided so far, as bare facts; the checks share it. */
final class Ledger implements Check {

    private final World world;
    private final int epoch;
    private final Map<WorkerId, Long> heard = new TreeMap<>();
    private final Set<WorkerId> lost = new HashSet<>();
    private final Map<World.Part, JobAction.DeployAttempt> latest = new LinkedHashMap<>();
    private final Set<ExecutionAttemptID> toldEnded = new HashSet<>();
    private final Set<ExecutionAttemptID> finished = new HashSet<>();
    private final Set<JobID> submitted = new HashSet<>();
    private final Map<JobID, CompletedCheckpoint> restored = new HashMap<>();
    private final Map<World.Part, Amount> results = new HashMap<>();
    private final Map<JobID, JobEnd> ends = new HashMap<>();
    private int target;

    Ledger(World world, int epoch) {
        this.world = world;
        this.epoch = epoch;
    }

    @Override
    public void event(JobEvent event) {
        if (event instanceof JobEvent.JobSubmitted job) {
            submitted.add(job.topology().job());
            job.restored().ifPresent(from -> restored.put(job.topology().job(), from));
        } else if (event instanceof JobEvent.HeartbeatReceived heartbeat) {
            heard(heartbeat.worker());
            heartbeat.attempts().forEach(status -> told(heartbeat.worker(), status));
        } else if (event instanceof JobEvent.AttemptReported report) {
            heard(report.worker());
            told(report.worker(), report.status());
        }
    }

    private void heard(WorkerId worker) {
        heard.computeIfPresent(worker, (id, before) -> world.time().now());
    }

    private void told(WorkerId worker, AttemptStatus status) {
        if (trusts(worker) && status.state().isTerminal()) {
            toldEnded.add(status.attempt());
            if (status.state() == AttemptState.FINISHED && isLatest(status.attempt())) {
                finished.add(status.attempt());
                results.put(world.partOf(status.attempt()), world.outputs().end(status.attempt()));
            }
        }
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.AcceptWorker accepted) {
            heard.putIfAbsent(accepted.worker(), world.time().now());
        } else if (action instanceof JobAction.ReleaseWorker released) {
            heard.remove(released.worker());
            lost.add(released.worker());
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            latest.put(world.partOf(deploy.attempt()), deploy);
        } else if (action instanceof JobAction.SetWorkerTarget set) {
            target = set.workers();
        } else if (action instanceof JobAction.JobEnded ended) {
            ends.put(ended.job(), ended.end());
        }
    }

    /** Of which attempt of the ApplicationMaster. */
    int epoch() {
        return epoch;
    }

    /** Whether the core has accepted the worker and not given it up. */
    boolean trusts(WorkerId worker) {
        return heard.containsKey(worker);
    }

    Set<WorkerId> trusted() {
        return heard.keySet();
    }

    /** Whether the core gave the worker up. */
    boolean hasLost(WorkerId worker) {
        return lost.contains(worker);
    }

    /** How long the core has not heard a worker that it trusts. */
    long silence(WorkerId worker) {
        return world.time().now() - heard.getOrDefault(worker, world.time().now());
    }

    /** The newest deployment of a subtask; null if there was none. */
    JobAction.@Nullable DeployAttempt latest(SimulatedJob job, Subtask subtask) {
        return latest.get(new World.Part(job, subtask));
    }

    Collection<JobAction.DeployAttempt> latest() {
        return latest.values();
    }

    boolean isLatest(ExecutionAttemptID attempt) {
        JobAction.DeployAttempt deploy = latest.get(world.partOf(attempt));
        return deploy != null && deploy.attempt().equals(attempt);
    }

    /** Whether a worker that was trusted then has told the core of the attempt's end. */
    boolean wasToldEnd(ExecutionAttemptID attempt) {
        return toldEnded.contains(attempt);
    }

    /** Whether the core knows that the current attempt of a subtask has finished. */
    boolean hasFinished(SimulatedJob job, Subtask subtask) {
        JobAction.DeployAttempt deploy = latest(job, subtask);
        return deploy != null && finished.contains(deploy.attempt());
    }

    boolean isSubmitted(SimulatedJob job) {
        return submitted.contains(job.id());
    }

    @Nullable
    JobEnd end(SimulatedJob job) {
        return ends.get(job.id());
    }

    /** The job had ended before this attempt. */
    void inherited(SimulatedJob job, JobEnd end) {
        ends.put(job.id(), end);
    }

    /** What the job began from in this attempt. */
    Optional<CompletedCheckpoint> restored(SimulatedJob job) {
        return Optional.ofNullable(restored.get(job.id()));
    }

    /** What a subtask had seen when it finished; null if this attempt was never told so. */
    @Nullable
    Amount result(SimulatedJob job, Subtask subtask) {
        return results.get(new World.Part(job, subtask));
    }

    boolean isLive(SimulatedJob job) {
        return isSubmitted(job) && !ends.containsKey(job.id());
    }

    int target() {
        return target;
    }
}
