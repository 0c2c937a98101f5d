package io.yarnflink.runtime.job;

import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final CoreContext context;

    /** Regions under way, each with the time before which it must not start over. */
    private final Map<Integer, Long> notBefore = new TreeMap<>();

    private final Deque<RestartPolicy.Restart> restarts = new ArrayDeque<>();
    private final SplittableRandom random;

    Failover(JobID job, RestartPolicy policy, SubtaskExecutions subtasks, CoreContext context) {
        this.job = job;
        this.policy = policy;
        this.subtasks = subtasks;
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
        if (fresh.isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        Optional<RestartPolicy.Restart> restart =
                policy.afterFailure(List.copyOf(restarts), context.now(), random.nextDouble());
        if (restart.isEmpty()) {
            return Optional.empty();
        }
        remember(restart.get());
        for (int region : fresh) {
            notBefore.put(region, restart.get().notBefore());
            for (SubtaskExecution subtask : subtasks.ofRegion(region)) {
                cancel(subtask);
            }
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

    /** Gives each subtask of the regions that have come to rest, and whose pause is over, its next attempt. */
    void startOverWhatMay() {
        for (int region : notBefore.keySet()) {
            List<SubtaskExecution> members = subtasks.ofRegion(region);
            if (!mayStart(region) || members.stream().anyMatch(s -> s.state().isOnWorker())) {
                continue;
            }
            List<Subtask> reset = new ArrayList<>();
            for (SubtaskExecution subtask : members) {
                if (subtask.state().hasEnded()) {
                    subtask.startOver();
                    reset.add(subtask.subtask());
                }
            }
            if (!reset.isEmpty()) {
                context.emit(new JobAction.SubtasksReset(job, reset, OptionalLong.empty()));
            }
        }
    }

    /** The subtasks of the regions under way. */
    List<SubtaskExecution> members() {
        return subtasks.all().stream()
                .filter(subtask -> notBefore.containsKey(subtask.region()))
                .toList();
    }

    /** The subtasks that wait for nothing but a slot. */
    List<SubtaskExecution> readyToDeploy() {
        return subtasks.in(SubtaskState.WAITING).stream()
                .filter(subtask -> mayStart(subtask.region()))
                .toList();
    }

    void deployed(List<SubtaskExecution> started) {
        notBefore.keySet().removeAll(SubtaskExecutions.regionsOf(started));
    }

    private boolean mayStart(int region) {
        Long moment = notBefore.get(region);
        return moment == null || moment <= context.now();
    }
}
