package io.yarnflink.runtime.job;

import io.yarnflink.runtime.checkpoint.CheckpointCoordinator;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;

/** The regions of a job that are on their way from a failure to their next attempt. Owned by the core's thread. */
final class Failover {

    private final JobID job;
    private final RestartPolicy policy;
    private final SubtaskExecutions subtasks;
    private final CheckpointCoordinator checkpoints;
    private final CoreContext context;

    /** Regions under way, each with the time before which it must not start over. */
    private final Map<Integer, Long> notBefore = new TreeMap<>();

    private final Deque<RestartPolicy.Restart> restarts = new ArrayDeque<>();
    private final SplittableRandom random;

    /** Whether all regions must have come to rest before any of them starts over, coordinators included. */
    private boolean wholeJob;

    Failover(
            JobID job,
            RestartPolicy policy,
            SubtaskExecutions subtasks,
            CheckpointCoordinator checkpoints,
            CoreContext context) {
        this.job = job;
        this.policy = policy;
        this.subtasks = subtasks;
        this.checkpoints = checkpoints;
        this.context = context;
        // Jobs that fail together shall not restart together, and yet each does the same when it is played again.
        this.random = new SplittableRandom(job.getLowerPart() ^ job.getUpperPart());
    }

    boolean isPending() {
        return !notBefore.isEmpty();
    }

    /**
     * Starts the failover of regions. Those under way already go on as they are: more failures of theirs are part of the
     * same failover.
     *
     * @return the pause before the restart, zero if nothing new begins; empty if the policy does not permit a restart
     */
    Optional<Duration> begin(Set<Integer> regions) {
        Set<Integer> fresh = new TreeSet<>(regions);
        fresh.removeAll(notBefore.keySet());
        return fresh.isEmpty() ? Optional.of(Duration.ZERO) : begin(fresh, false);
    }

    /**
     * Starts the failover of all regions and the coordinators. One that waits for its regions to come to rest goes on as
     * it is.
     *
     * @return as {@link #begin}
     */
    Optional<Duration> beginAll() {
        return wholeJob ? Optional.of(Duration.ZERO) : begin(subtasks.regions(), true);
    }

    private Optional<Duration> begin(Set<Integer> regions, boolean all) {
        Optional<RestartPolicy.Restart> restart =
                policy.afterFailure(List.copyOf(restarts), context.now(), random.nextDouble());
        if (restart.isEmpty()) {
            return Optional.empty();
        }
        remember(restart.get());
        wholeJob |= all;
        for (int region : regions) {
            notBefore.merge(region, restart.get().notBefore(), Math::max);
            subtasks.ofRegion(region).forEach(this::cancel);
        }
        return restart.map(RestartPolicy.Restart::pause);
    }

    private void remember(RestartPolicy.Restart restart) {
        restarts.add(restart);
        while (restarts.size() > policy.memory()) {
            restarts.remove();
        }
    }

    /** Tells an attempt to stop, if it may be alive and was not told before. */
    void cancel(SubtaskExecution subtask) {
        if (!subtask.advance(SubtaskState.CANCELING)) {
            return;
        }
        subtask.commanded(context.now());
        context.emit(new JobAction.CancelAttempt(subtask.slot().worker(), subtask.attempt()));
    }

    /** Tells all attempts to stop for good. */
    void cancelAll() {
        for (SubtaskExecution subtask : subtasks.all()) {
            if (subtask.state() == SubtaskState.WAITING) {
                subtask.advance(SubtaskState.CANCELED);
            } else {
                cancel(subtask);
            }
        }
    }

    /** Gives each subtask of the regions that have come to rest, and whose pause is over, its next attempt. */
    void startOverWhatMay() {
        if (!wholeJob) {
            notBefore.keySet().stream().filter(this::mayStartOver).forEach(this::startOver);
        } else if (notBefore.keySet().stream().allMatch(this::mayStartOver)) {
            wholeJob = false;
            startOverAll();
        }
    }

    private boolean mayStartOver(int region) {
        return mayStart(region)
                && subtasks.ofRegion(region).stream()
                        .noneMatch(subtask -> subtask.state().isOnWorker());
    }

    private void startOver(int region) {
        List<SubtaskExecution> ended = subtasks.ofRegion(region).stream()
                .filter(subtask -> subtask.state().hasEnded())
                .toList();
        if (ended.isEmpty()) {
            return;
        }
        List<Subtask> reset = SubtaskExecutions.subtasksOf(ended);
        checkpoints.beforeReset(reset);
        ended.forEach(subtask -> subtask.startOver(checkpoints.latest()));
        context.emit(new JobAction.SubtasksReset(job, reset, checkpoints.latest()));
    }

    private void startOverAll() {
        checkpoints.beforeReset(SubtaskExecutions.subtasksOf(subtasks.all()));
        OptionalLong from = checkpoints.latest();
        for (SubtaskExecution subtask : subtasks.all()) {
            if (subtask.state().hasEnded()) {
                subtask.startOver(from);
            } else {
                subtask.restoreFrom(from);
            }
        }
        context.emit(new JobAction.JobReset(job, from));
    }

    /** The subtasks that have yet to be deployed: those of the regions under way, and those that never were. */
    List<SubtaskExecution> members() {
        return subtasks.all().stream()
                .filter(subtask -> notBefore.containsKey(subtask.region()) || subtask.state() == SubtaskState.WAITING)
                .toList();
    }

    /** The subtasks that wait for nothing but a slot. */
    List<SubtaskExecution> readyToDeploy() {
        if (wholeJob) {
            return List.of();
        }
        return subtasks.in(SubtaskState.WAITING).stream()
                .filter(subtask -> mayStart(subtask.region()))
                .toList();
    }

    void deployed(List<SubtaskExecution> started) {
        notBefore.keySet().removeAll(SubtaskExecutions.regionsOf(started));
    }

    /** These wait for other regions, and no more for the failover. */
    void heldBack(List<SubtaskExecution> waiting) {
        notBefore.keySet().removeAll(SubtaskExecutions.regionsOf(waiting));
    }

    private boolean mayStart(int region) {
        Long moment = notBefore.get(region);
        return moment == null || moment <= context.now();
    }
}
