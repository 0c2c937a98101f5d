package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Whatever the core wants done. Actions are carried out in the order in which they are returned. */
public sealed interface JobAction {

    /** The registration is accepted. */
    record AcceptWorker(WorkerId worker) implements JobAction {}

    /** The registration is refused. */
    record RejectWorker(WorkerId worker, String reason) implements JobAction {}

    /** So many workers are wanted from now on. */
    record SetWorkerTarget(int workers) implements JobAction {}

    /** This worker is not wanted or not trusted any more. */
    record ReleaseWorker(WorkerId worker, String reason) implements JobAction {}

    /**
     * Start an attempt.
     *
     * @param job whose attempt it is
     * @param worker where
     * @param sequence the deployment's number among those to this worker
     * @param attempt its id
     * @param subtask which subtask it is an attempt of
     * @param slot index of the worker's slot
     * @param placement where all subtasks that are deployed together, or run already, are
     * @param restore id of the checkpoint that it begins from, which may be the savepoint that the job failed to stop
     *     with; empty if it begins with nothing
     */
    record DeployAttempt(
            JobID job,
            WorkerId worker,
            long sequence,
            ExecutionAttemptID attempt,
            Subtask subtask,
            int slot,
            Placement placement,
            OptionalLong restore)
            implements JobAction {}

    /** Stop an attempt. */
    record CancelAttempt(WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** Tell the worker that the attempt's end is known. */
    record AcknowledgeEnd(WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** Call back after {@code delay}. */
    record SetTimer(Timer timer, Duration delay) implements JobAction {}

    /** The attempt can receive events from coordinators. */
    record AttemptReady(JobID job, Subtask subtask, WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** The attempt failed or was canceled; coordinators must not send to it any more. */
    record AttemptEnded(JobID job, Subtask subtask, ExecutionAttemptID attempt, FailureCause cause)
            implements JobAction {}

    /** These subtasks are about to start over from a checkpoint, or from the beginning. */
    record SubtasksReset(JobID job, List<Subtask> subtasks, OptionalLong checkpoint) implements JobAction {}

    /**
     * All subtasks are about to start, for the first time or over, from a checkpoint, or from the beginning: coordinators
     * must go there too. Stands in place of {@link SubtasksReset}.
     */
    record JobReset(JobID job, OptionalLong checkpoint) implements JobAction {}

    /**
     * Make a place for a checkpoint on storage and have the coordinators give their state for it. Answered with
     * {@link JobEvent.CheckpointPrepared} or {@link JobEvent.CheckpointFailed}.
     */
    record PrepareCheckpoint(JobID job, CheckpointOrder order) implements JobAction {}

    /** Let an attempt begin a checkpoint that has been prepared. */
    record TriggerCheckpoint(JobID job, WorkerId worker, ExecutionAttemptID attempt, long checkpoint)
            implements JobAction {}

    /** Write a checkpoint's metadata. Answered with {@link JobEvent.CheckpointStored} or {@link JobEvent.CheckpointFailed}. */
    record StoreCheckpoint(JobID job, CheckpointContents contents) implements JobAction {}

    /**
     * A checkpoint is complete and commits what was written before it: coordinators hear of it.
     *
     * @param job whose
     * @param checkpoint which
     * @param subsumed checkpoints, maybe the restored one, that nobody will restart from any more; their files go
     */
    record CheckpointCompleted(JobID job, CompletedCheckpoint checkpoint, List<Long> subsumed) implements JobAction {}

    /**
     * Tell an attempt that a checkpoint is complete. May come again.
     *
     * @param subsumed the newest checkpoint that was discarded, 0 for none
     */
    record ConfirmCheckpoint(
            WorkerId worker, ExecutionAttemptID attempt, long checkpoint, long timestamp, long subsumed)
            implements JobAction {}

    /**
     * A checkpoint has failed: coordinators hear of it, and what was written for it goes. It may be in the middle of being
     * stored; if that succeeds nevertheless, this comes a second time, without snapshots.
     */
    record AbortCheckpoint(JobID job, CheckpointOrder order, List<SubtaskSnapshot> snapshots) implements JobAction {}

    /** Tell an attempt that a checkpoint has failed. */
    record AbortOnTask(WorkerId worker, ExecutionAttemptID attempt, long checkpoint, long latestCompleted)
            implements JobAction {}

    /** State that arrived for a checkpoint which had ended already; its files go. */
    record DiscardSnapshot(JobID job, SubtaskSnapshot snapshot) implements JobAction {}

    /**
     * A savepoint that was asked for is there, or will not be. If the job was to stop with it, its path comes after
     * {@link JobEnded}.
     *
     * @param job whose
     * @param request the request's number
     * @param path where it is; empty if it failed
     * @param failure why it failed
     */
    record SavepointAnswered(JobID job, long request, Optional<String> path, Optional<FailureCause> failure)
            implements JobAction {}

    /** What people see of the job has changed. */
    record JobChanged(JobID job) implements JobAction {}

    /**
     * All subtasks run.
     *
     * @param job which job
     */
    record AllRunning(JobID job) implements JobAction {}

    /** The job has ended for good; nothing of it runs any more. */
    record JobEnded(JobID job, JobEnd end) implements JobAction {}
}
