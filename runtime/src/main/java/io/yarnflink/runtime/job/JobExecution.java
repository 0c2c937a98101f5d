package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * One job: decides what follows from reports, losses and wishes. Owned by the core's thread.
 *
 * <p>A failure restarts the region of the subtask that failed, if the restart policy permits: all attempts of the region
 * are canceled, and when the last has ended and the pause is over, each starts its next attempt. Otherwise the whole job is
 * canceled and fails with the root cause.
 */
final class JobExecution {

    private final JobTopology topology;
    private final CoreContext context;
    private final SubtaskExecutions subtasks;
    private final JobSlots slots;
    private final Failover failover;
    private final Lifecycle<JobPhase> life;
    private final RootCause rootCause = new RootCause();
    private boolean announcedRunning;

    JobExecution(JobTopology topology, RestartPolicy restartPolicy, CoreContext context) {
        this.topology = topology;
        this.context = context;
        this.subtasks = new SubtaskExecutions(topology, context.observer());
        this.slots = new JobSlots(topology, context);
        this.failover = new Failover(topology.job(), restartPolicy, subtasks, context);
        this.life = new Lifecycle<>(
                "Job '" + topology.name() + "'", JobLife.TABLE, JobPhase.WAITING_FOR_SLOTS, context.observer());
    }

    JobID id() {
        return topology.job();
    }

    JobPhase phase() {
        return life.state();
    }

    JobTopology topology() {
        return topology;
    }

    SubtaskExecutions subtasks() {
        return subtasks;
    }

    Optional<FailureCause> cause() {
        return rootCause.get();
    }

    /** Slots that the job occupies or wants; none once it has ended. */
    int slotsWanted() {
        return phase().isTerminal() ? 0 : slots.wanted();
    }

    void start() {
        waitForSlots();
        deployIfPossible();
    }

    /** Deploys what waits, if all of it finds a slot. Called whenever slots may have become free. */
    void deployIfPossible() {
        if (phase() != JobPhase.WAITING_FOR_SLOTS && phase() != JobPhase.RESTARTING) {
            return;
        }
        List<SubtaskExecution> waiting = failover.readyToDeploy();
        if (waiting.isEmpty() || !slots.assign(waiting)) {
            return;
        }
        announcedRunning = false;
        slots.deploy(waiting, subtasks);
        failover.deployed(waiting);
        if (failover.isPending()) {
            waitForSlots();
        } else {
            slots.stopWaiting();
            life.moveTo(JobPhase.RUNNING);
            rootCause.clear();
        }
        changed();
    }

    void cancel() {
        if (!life.mayMoveTo(JobPhase.CANCELING)) {
            return;
        }
        life.moveTo(JobPhase.CANCELING);
        stopEverything();
    }

    /** Something that concerns all of the job failed. */
    void failed(FailureCause cause) {
        if (phase().isTerminal()) {
            return;
        }
        failOver(subtasks.regions(), cause, true);
    }

    /** The worker's attempts are gone with it. */
    void workerGone(WorkerId worker, FailureCause cause) {
        List<SubtaskExecution> lost = subtasks.liveOn(worker);
        if (slots.forget(worker) && phase() == JobPhase.RESTARTING) {
            waitForSlots();
        }
        if (phase().isTerminal() || lost.isEmpty()) {
            return;
        }
        for (SubtaskExecution subtask : lost) {
            subtask.advance(SubtaskState.FAILED);
            ended(subtask, cause);
        }
        failOver(SubtaskExecutions.regionsOf(lost), cause, true);
    }

    /** An attempt's state as its worker tells it. */
    void reported(SubtaskExecution subtask, AttemptStatus status) {
        if (status.state() == AttemptState.CANCELING) {
            return;
        }
        boolean wasReady = subtask.state() != SubtaskState.DEPLOYING;
        SubtaskState told = translate(status.state());
        if (told == SubtaskState.CANCELED && subtask.state() != SubtaskState.CANCELING) {
            told = SubtaskState.FAILED;
        }
        if (!subtask.advance(told)) {
            return;
        }
        if (!wasReady && !told.hasEnded()) {
            context.emit(new JobAction.AttemptReady(
                    id(), subtask.subtask(), subtask.slot().worker(), subtask.attempt()));
        }
        if (told == SubtaskState.FINISHED) {
            subtask.keepAccumulators(status.accumulators());
        }
        if (told.hasEnded()) {
            afterEnd(subtask, told, status);
        }
        announceIfAllRun();
        changed();
    }

    private void afterEnd(SubtaskExecution subtask, SubtaskState end, AttemptStatus status) {
        FailureCause cause = status.failure()
                .orElseGet(() -> new FailureCause(subtask.name() + " was canceled by its TaskManager", ""));
        if (end != SubtaskState.FINISHED) {
            ended(subtask, cause);
        }
        if (end == SubtaskState.FAILED) {
            boolean mayExplain = status.failure().isPresent() && RootCause.mayExplain(cause);
            failOver(Set.of(subtask.region()), cause, mayExplain);
        } else {
            moveOnAfterEnd();
        }
    }

    /** An attempt is not where it was deployed to. */
    void missing(SubtaskExecution subtask) {
        FailureCause cause = new FailureCause(
                "TaskManager " + subtask.slot().worker() + " does not know " + subtask.name() + " any more", "");
        reported(subtask, AttemptStatus.failed(subtask.attempt(), cause));
    }

    void restartPauseOver() {
        if (phase() == JobPhase.RESTARTING) {
            failover.startOverWhatMay();
            deployIfPossible();
        }
    }

    void slotsOverdue(long waitingSince) {
        if (!slots.waitsSince(waitingSince)
                || (phase() != JobPhase.WAITING_FOR_SLOTS && phase() != JobPhase.RESTARTING)) {
            return;
        }
        int missing = slots.missing(phase() == JobPhase.RESTARTING ? failover.members() : subtasks.all());
        if (missing == 0) {
            waitForSlots();
            return;
        }
        int free = context.workers().freeSlots();
        String restart = rootCause
                .get()
                .map(cause -> ". It was restarting after: " + cause.summary())
                .orElse("");
        rootCause.conclude(new FailureCause(
                "Job '" + topology.name() + "' needs " + missing + " more slots, "
                        + context.workers().count() + " TaskManagers offer " + free + " after "
                        + context.options().slotTimeout().toSeconds() + " s" + context.workersUnavailable()
                        + ". Give the queue more room, or lower the parallelism; "
                        + "slot.request.timeout says how long to wait" + restart,
                ""));
        failTheJob();
    }

    private void failOver(Set<Integer> regions, FailureCause cause, boolean explains) {
        rootCause.offer(cause, explains);
        if (phase() == JobPhase.CANCELING || phase() == JobPhase.FAILING) {
            moveOnAfterEnd();
            return;
        }
        if (phase() == JobPhase.WAITING_FOR_SLOTS) {
            failTheJob();
            return;
        }
        Optional<Duration> pause = failover.begin(regions);
        if (pause.isEmpty()) {
            // Not what other regions restart from, but what this one may not restart from.
            rootCause.clear();
            rootCause.offer(cause, explains);
            failTheJob();
            return;
        }
        if (phase() == JobPhase.RUNNING) {
            life.moveTo(JobPhase.RESTARTING);
            waitForSlots();
        }
        if (!pause.get().isZero()) {
            context.emit(new JobAction.SetTimer(new Timer.RestartPauseOver(id()), pause.get()));
        }
        moveOnAfterEnd();
        changed();
    }

    private void failTheJob() {
        life.moveTo(JobPhase.FAILING);
        stopEverything();
    }

    private void stopEverything() {
        changed();
        for (SubtaskExecution subtask : subtasks.all()) {
            if (subtask.state() == SubtaskState.WAITING) {
                subtask.advance(SubtaskState.CANCELED);
            } else {
                failover.cancel(subtask);
            }
        }
        moveOnAfterEnd();
    }

    /** Takes the next step of the job's life if the last attempt that it waited for has ended. */
    private void moveOnAfterEnd() {
        switch (phase()) {
            case RUNNING -> {
                if (subtasks.allIn(SubtaskState.FINISHED)) {
                    end(JobPhase.FINISHED);
                }
            }
            case RESTARTING -> {
                failover.startOverWhatMay();
                deployIfPossible();
            }
            case CANCELING -> endIfNothingLives(JobPhase.CANCELED);
            case FAILING -> endIfNothingLives(JobPhase.FAILED);
            default -> {}
        }
    }

    private void endIfNothingLives(JobPhase end) {
        if (subtasks.all().stream().allMatch(subtask -> subtask.state().hasEnded())) {
            end(end);
        }
    }

    private void end(JobPhase end) {
        life.moveTo(end);
        slots.freeAll();
        List<byte[]> accumulators = new ArrayList<>();
        for (SubtaskExecution subtask : subtasks.all()) {
            if (subtask.accumulators().length > 0) {
                accumulators.add(subtask.accumulators());
            }
        }
        Optional<FailureCause> cause = end == JobPhase.FAILED ? rootCause.get() : Optional.empty();
        changed();
        context.emit(new JobAction.JobEnded(id(), new JobEnd(end, cause, accumulators)));
    }

    private void waitForSlots() {
        slots.waitFrom(context.now());
        context.emit(new JobAction.SetTimer(
                new Timer.SlotsOverdue(id(), context.now()), context.options().slotTimeout()));
    }

    private void ended(SubtaskExecution subtask, FailureCause cause) {
        context.emit(new JobAction.AttemptEnded(id(), subtask.subtask(), subtask.attempt(), cause));
    }

    private void announceIfAllRun() {
        if (!announcedRunning && phase() == JobPhase.RUNNING && subtasks.allRunOrFinished()) {
            announcedRunning = true;
            context.emit(new JobAction.AllRunning(id()));
        }
    }

    private void changed() {
        context.emit(new JobAction.JobChanged(id()));
    }

    /** Whether {@code attempt} is the current one of its subtask. */
    Optional<SubtaskExecution> current(ExecutionAttemptID attempt) {
        return subtasks.current(attempt);
    }

    private static SubtaskState translate(AttemptState state) {
        return switch (state) {
            case DEPLOYING -> SubtaskState.DEPLOYING;
            case INITIALIZING -> SubtaskState.INITIALIZING;
            case RUNNING -> SubtaskState.RUNNING;
            case CANCELING -> SubtaskState.CANCELING;
            case FINISHED -> SubtaskState.FINISHED;
            case CANCELED -> SubtaskState.CANCELED;
            case FAILED -> SubtaskState.FAILED;
        };
    }
}
