package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointedJob;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.checkpoint.TaskStage;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;

/** A job as its checkpoints see it; what they want done becomes actions. Owned by the core's thread. */
final class CheckpointActions implements CheckpointedJob {

    private final JobTopology topology;
    private final SubtaskExecutions subtasks;
    private final CoreContext context;
    private final Supplier<JobPhase> phase;
    private final Consumer<FailureCause> failAll;

    CheckpointActions(
            JobTopology topology,
            SubtaskExecutions subtasks,
            CoreContext context,
            Supplier<JobPhase> phase,
            Consumer<FailureCause> failAll) {
        this.topology = topology;
        this.subtasks = subtasks;
        this.context = context;
        this.phase = phase;
        this.failAll = failAll;
    }

    private JobID id() {
        return topology.job();
    }

    @Override
    public long now() {
        return context.now();
    }

    @Override
    public long wallClock() {
        return context.wallClock();
    }

    @Override
    public String describe() {
        return "job '" + topology.name() + "' is " + phase.get();
    }

    @Override
    public boolean isRunning() {
        return phase.get() == JobPhase.RUNNING;
    }

    @Override
    public TaskStage stageOf(Subtask subtask) {
        return switch (subtasks.of(subtask).state()) {
            case RUNNING -> TaskStage.RUNNING;
            case FINISHED -> TaskStage.FINISHED;
            case WAITING, DEPLOYING, INITIALIZING, CANCELING, CANCELED, FAILED -> TaskStage.ABSENT;
        };
    }

    @Override
    public void prepare(CheckpointOrder order) {
        context.emit(new JobAction.PrepareCheckpoint(id(), order));
    }

    @Override
    public void trigger(Subtask subtask, long checkpoint) {
        SubtaskExecution task = subtasks.of(subtask);
        context.emit(new JobAction.TriggerCheckpoint(id(), task.slot().worker(), task.attempt(), checkpoint));
    }

    @Override
    public void store(CheckpointContents contents) {
        context.emit(new JobAction.StoreCheckpoint(id(), contents));
    }

    @Override
    public void complete(CompletedCheckpoint checkpoint, List<Long> subsumed) {
        context.emit(new JobAction.CheckpointCompleted(id(), checkpoint, subsumed));
    }

    @Override
    public void confirm(Subtask subtask, CompletedCheckpoint checkpoint, long subsumed) {
        SubtaskExecution task = subtasks.of(subtask);
        context.emit(new JobAction.ConfirmCheckpoint(
                task.slot().worker(),
                task.attempt(),
                checkpoint.id(),
                checkpoint.order().timestamp(),
                subsumed));
    }

    @Override
    public void abort(CheckpointOrder order, List<SubtaskSnapshot> snapshots) {
        context.emit(new JobAction.AbortCheckpoint(id(), order, snapshots));
    }

    @Override
    public void abortOnTask(Subtask subtask, long checkpoint, long latestCompleted) {
        SubtaskExecution task = subtasks.of(subtask);
        context.emit(new JobAction.AbortOnTask(task.slot().worker(), task.attempt(), checkpoint, latestCompleted));
    }

    @Override
    public void discard(SubtaskSnapshot snapshot) {
        context.emit(new JobAction.DiscardSnapshot(id(), snapshot));
    }

    @Override
    public void answer(long request, Optional<String> path, Optional<FailureCause> failure) {
        context.emit(new JobAction.SavepointAnswered(id(), request, path, failure));
    }

    @Override
    public void wakeAfter(Duration delay) {
        context.emit(new JobAction.SetTimer(new Timer.CheckpointDue(id()), delay));
    }

    @Override
    public void expireAfter(Duration delay, long checkpoint) {
        context.emit(new JobAction.SetTimer(new Timer.CheckpointOverdue(id(), checkpoint), delay));
    }

    @Override
    public void failAll(FailureCause cause) {
        failAll.accept(cause);
    }
}
