package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Whatever can happen to the JobManager. */
public sealed interface JobEvent {

    /**
     * A graph has been handed in.
     *
     * @param topology its shape
     * @param restartPolicy what happens after failures
     * @param checkpoints how it takes checkpoints
     * @param restored the checkpoint that it begins from
     * @param incarnation which of the job's lives this is
     */
    record JobSubmitted(
            JobTopology topology,
            RestartPolicy restartPolicy,
            CheckpointSettings checkpoints,
            Optional<CompletedCheckpoint> restored,
            Incarnation incarnation)
            implements JobEvent {

        /** A job that no ApplicationMaster has run before. */
        public JobSubmitted(
                JobTopology topology,
                RestartPolicy restartPolicy,
                CheckpointSettings checkpoints,
                Optional<CompletedCheckpoint> restored) {
            this(
                    topology,
                    restartPolicy,
                    checkpoints,
                    restored,
                    new Incarnation(1, restored.map(CompletedCheckpoint::id).orElse(0L)));
        }
    }

    /** Somebody wants the job to stop. */
    record CancelRequested(JobID job) implements JobEvent {}

    /** Something that no attempt is to blame for, an operator coordinator say, wants the whole job to fail or restart. */
    record JobFailed(JobID job, FailureCause cause) implements JobEvent {}

    /** So many workers will probably be needed, though no graph is known yet. */
    record WorkersExpected(int workers) implements JobEvent {}

    /** A TaskManager has connected. */
    record WorkerConnected(WorkerId worker, WorkerAddress address, int slots) implements JobEvent {}

    /** A TaskManager is gone: its connection broke, or its container has ended. */
    record WorkerGone(WorkerId worker, String reason) implements JobEvent {}

    /** No worker can be had; the reason says why. */
    record WorkersUnavailable(String reason) implements JobEvent {}

    /** An attempt has changed its state. */
    record AttemptReported(WorkerId worker, AttemptStatus status) implements JobEvent {}

    /**
     * A TaskManager's regular report.
     *
     * @param lastDeployment the sequence number up to which all deployments have been received
     * @param attempts every attempt that it holds, or whose end was not acknowledged
     */
    record HeartbeatReceived(WorkerId worker, long lastDeployment, List<AttemptStatus> attempts) implements JobEvent {}

    /** Somebody wants a savepoint. */
    record SavepointRequested(JobID job, SavepointRequest request) implements JobEvent {}

    /** A checkpoint has a place on storage, and the coordinators have given their state for it. */
    record CheckpointPrepared(JobID job, long checkpoint) implements JobEvent {}

    /** An attempt has put its state into a checkpoint. */
    record CheckpointAcknowledged(
            WorkerId worker, ExecutionAttemptID attempt, long checkpoint, SubtaskSnapshot snapshot)
            implements JobEvent {}

    /** An attempt cannot take part in a checkpoint. */
    record CheckpointDeclined(
            WorkerId worker,
            ExecutionAttemptID attempt,
            long checkpoint,
            CheckpointFailureReason reason,
            FailureCause cause)
            implements JobEvent {}

    /** A checkpoint could not be prepared or stored. */
    record CheckpointFailed(JobID job, long checkpoint, CheckpointFailureReason reason, FailureCause cause)
            implements JobEvent {}

    /** A checkpoint's metadata is on storage: it is complete. */
    record CheckpointStored(JobID job, CompletedCheckpoint checkpoint) implements JobEvent {}

    /** A timer that was set with {@link JobAction.SetTimer} has run off. */
    record TimerFired(Timer timer) implements JobEvent {}
}
