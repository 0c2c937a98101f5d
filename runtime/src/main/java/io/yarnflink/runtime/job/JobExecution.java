package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CheckpointCoordinator;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;

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
    private final KeptOutputs outputs;
    private final JobSlots slots;
    private final CheckpointCoordinator checkpoints;
    private final Failover failover;
    private final Lifecycle<JobPhase> life;
    private final RootCause rootCause = new RootCause();
    private boolean announcedRunning;

    JobExecution(JobEvent.JobSubmitted submitted, CoreContext context) {
        this.topology = submitted.topology();
        this.context = context;
        this.subtasks = new SubtaskExecutions(topology, submitted.incarnation().number(), context.observer());
        this.outputs = new KeptOutputs(topology, subtasks);
        this.slots = new JobSlots(topology, context);
        this.checkpoints = new CheckpointCoordinator(
                topology,
                submitted.checkpoints(),
                submitted.restored(),
                submitted.incarnation().newestCheckpoint(),
                context.options().repeatAfter(),
                new CheckpointActions(topology, subtasks, context, this::phase, this::failed),
                context.observer());
        this.failover = new Failover(topology.job(), submitted.restartPolicy(), subtasks, checkpoints, context);
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

    CheckpointCoordinator checkpoints() {
        return checkpoints;
    }

    Optional<FailureCause> cause() {
        return rootCause.get();
    }

    /** Slots that the job occupies or wants; none once it has ended. */
    int slotsWanted() {
        return phase().isTerminal() ? 0 : slots.wanted();
    }

    void start() {
        if (checkpoints.latest().isPresent()) {
            subtasks.all().forEach(subtask -> subtask.restoreFrom(checkpoints.latest()));
            context.emit(new JobAction.JobReset(id(), checkpoints.latest()));
        }
        slots.startWaiting();
        deployIfPossible();
    }

    /** Deploys the regions that wait and find slots for all their subtasks. Called whenever slots may have become free. */
    void deployIfPossible() {
        if (!waitsForSlots()) {
            return;
        }
        List<SubtaskExecution> ready = slots.assignRegions(outputs.readable(failover.readyToDeploy()));
        if (ready.isEmpty()) {
            return;
        }
        announcedRunning = false;
        slots.deploy(ready, subtasks);
        failover.deployed(ready);
        failover.heldBack(outputs.unreadable(failover.readyToDeploy()));
        if (failover.isPending() || !outputs.readable(failover.readyToDeploy()).isEmpty()) {
            slots.startWaiting();
        } else {
            slots.stopWaiting();
            run();
        }
        changed();
    }

    private void run() {
        if (phase() != JobPhase.RUNNING) {
            life.moveTo(JobPhase.RUNNING);
        }
        rootCause.clear();
    }

    /** A job that runs waits for slots if regions of it start after others. */
    private boolean waitsForSlots() {
        return switch (phase()) {
            case WAITING_FOR_SLOTS, RESTARTING -> true;
            case RUNNING -> subtasks.anyIn(SubtaskState.WAITING);
            default -> false;
        };
    }

    void cancel() {
        if (life.mayMoveTo(JobPhase.CANCELING)) {
            life.moveTo(JobPhase.CANCELING);
            stopEverything(new FailureCause("job '" + topology.name() + "' was canceled", ""));
        }
    }

    /** Something that concerns all of the job failed, its coordinators included. */
    void failed(FailureCause cause) {
        if (!phase().isTerminal()) {
            failOver(subtasks.regions(), true, cause, true);
        }
    }

    /** These workers' attempts are gone with them, for the reasons given. */
    void workersGone(Map<WorkerId, FailureCause> gone) {
        List<SubtaskExecution> allLost = new ArrayList<>();
        Optional<FailureCause> first = Optional.empty();
        boolean everything = false;
        for (Map.Entry<WorkerId, FailureCause> one : gone.entrySet()) {
            List<SubtaskExecution> lost = subtasks.liveOn(one.getKey());
            if (slots.forget(one.getKey()) && waitsForSlots()) {
                slots.startWaiting();
            }
            if (phase().isTerminal()) {
                continue;
            }
            boolean outputLost = outputs.areNeededFrom(one.getKey());
            everything |= outputLost;
            if (lost.isEmpty() && !outputLost) {
                continue;
            }
            lost.forEach(subtask -> subtask.advance(SubtaskState.FAILED));
            ended(lost, one.getValue());
            first = first.or(() -> Optional.of(one.getValue()));
            allLost.addAll(lost);
        }
        if (first.isPresent()) {
            failOver(SubtaskExecutions.regionsOf(allLost), everything, first.get(), true);
        }
    }

    /** An attempt's state as its worker tells it. */
    void reported(SubtaskExecution subtask, AttemptStatus status) {
        boolean wasReady = subtask.state() != SubtaskState.DEPLOYING;
        if (!subtask.hear(status)) {
            progressed(subtask, status);
            return;
        }
        if (!wasReady && !subtask.state().hasEnded()) {
            context.emit(new JobAction.AttemptReady(
                    id(), subtask.subtask(), subtask.slot().worker(), subtask.attempt()));
        }
        if (subtask.state().hasEnded()) {
            afterEnd(subtask, status);
        }
        announceIfAllRun();
        progressed(subtask, status);
        changed();
    }

    private void progressed(SubtaskExecution subtask, AttemptStatus status) {
        if (subtask.state() == SubtaskState.RUNNING) {
            AttemptStatus.Progress progress = status.progress();
            checkpoints.progressed(subtask.subtask(), progress.endOfData(), progress.confirmedCheckpoint());
        }
    }

    private void afterEnd(SubtaskExecution subtask, AttemptStatus status) {
        SubtaskState end = subtask.state();
        FailureCause cause = status.failure()
                .orElseGet(() -> new FailureCause(subtask.name() + " was canceled by its TaskManager", ""));
        if (end == SubtaskState.FINISHED) {
            checkpoints.taskFinished(subtask.subtask());
            moveOnAfterEnd();
            return;
        }
        ended(List.of(subtask), cause);
        if (end == SubtaskState.FAILED) {
            boolean mayExplain = status.failure().isPresent() && RootCause.mayExplain(cause);
            failOver(Set.of(subtask.region()), false, cause, mayExplain);
        } else {
            moveOnAfterEnd();
        }
    }

    void restartPauseOver() {
        if (phase() == JobPhase.RESTARTING) {
            failover.startOverWhatMay();
            deployIfPossible();
        }
    }

    void slotsOverdue(long waitingSince) {
        if (!slots.waitsSince(waitingSince) || !waitsForSlots()) {
            return;
        }
        Optional<FailureCause> shortage = slots.shortage(failover.members(), rootCause.get());
        if (shortage.isEmpty()) {
            slots.startWaiting();
            return;
        }
        rootCause.conclude(shortage.get());
        failTheJob();
    }

    private void failOver(Set<Integer> regions, boolean all, FailureCause cause, boolean explains) {
        rootCause.offer(cause, explains);
        if (phase() == JobPhase.CANCELING || phase() == JobPhase.FAILING) {
            moveOnAfterEnd();
            return;
        }
        boolean whole = all || checkpoints.mayHaveStopped();
        Optional<Duration> pause = whole ? failover.beginAll() : failover.begin(regions);
        if (pause.isEmpty()) {
            // Not what other regions restart from, but what this one may not restart from.
            rootCause.clear();
            rootCause.offer(cause, explains);
            failTheJob();
            return;
        }
        checkpoints.interrupted(cause);
        if (phase() != JobPhase.RESTARTING) {
            life.moveTo(JobPhase.RESTARTING);
            slots.startWaiting();
        }
        if (!pause.get().isZero()) {
            context.emit(new JobAction.SetTimer(new Timer.RestartPauseOver(id()), pause.get()));
        }
        moveOnAfterEnd();
        changed();
    }

    private void failTheJob() {
        life.moveTo(JobPhase.FAILING);
        stopEverything(rootCause.get().orElseThrow());
    }

    private void stopEverything(FailureCause why) {
        changed();
        checkpoints.interrupted(why);
        checkpoints.abortAll(why);
        failover.cancelAll();
        moveOnAfterEnd();
    }

    /** Takes the next step of the job's life if the last attempt that it waited for has ended. */
    private void moveOnAfterEnd() {
        switch (phase()) {
            case RUNNING -> {
                if (subtasks.allIn(SubtaskState.FINISHED)) {
                    end(JobPhase.FINISHED);
                } else {
                    startWhatWaitedForInput();
                }
            }
            case RESTARTING -> {
                failover.startOverWhatMay();
                deployIfPossible();
            }
            case CANCELING, FAILING -> {
                if (subtasks.allHaveEnded()) {
                    end(phase() == JobPhase.CANCELING ? JobPhase.CANCELED : JobPhase.FAILED);
                }
            }
            default -> {}
        }
    }

    /** Regions that start after others do so when these have finished. */
    private void startWhatWaitedForInput() {
        if (!outputs.readable(failover.readyToDeploy()).isEmpty()) {
            slots.startWaiting();
            deployIfPossible();
        }
    }

    private void end(JobPhase end) {
        FailureCause over = new FailureCause("job '" + topology.name() + "' is " + end, "");
        checkpoints.abortAll(over);
        life.moveTo(end);
        slots.freeAll();
        Optional<FailureCause> cause = end == JobPhase.FAILED ? rootCause.get() : Optional.empty();
        changed();
        context.emit(new JobAction.JobEnded(id(), new JobEnd(end, cause, subtasks.accumulators())));
        if (end == JobPhase.FINISHED) {
            checkpoints.finished();
        }
        checkpoints.interrupted(over);
    }

    private void ended(List<SubtaskExecution> lost, FailureCause cause) {
        for (SubtaskExecution subtask : lost) {
            context.emit(new JobAction.AttemptEnded(id(), subtask.subtask(), subtask.attempt(), cause));
        }
    }

    private void announceIfAllRun() {
        if (!announcedRunning && phase() == JobPhase.RUNNING && subtasks.allRunOrFinished()) {
            announcedRunning = true;
            context.emit(new JobAction.AllRunning(id()));
            checkpoints.tasksRun();
        }
    }

    private void changed() {
        context.emit(new JobAction.JobChanged(id()));
    }
}
