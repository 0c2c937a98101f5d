package io.yarnflink.runtime.control.message;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** From a TaskManager to the JobManager. */
@SuppressWarnings("ArrayRecordComponent") // messages are never compared
public sealed interface WorkerMessage extends ControlMessage {

    /**
     * The first message of a TaskManager.
     *
     * @param worker who it is
     * @param host name or address under which other TaskManagers reach its data exchange
     * @param dataPort the data exchange's port
     * @param slots how many slots it offers, at least 1
     */
    record RegisterWorker(WorkerId worker, String host, int dataPort, int slots) implements WorkerMessage {}

    /**
     * Sent at a fixed interval: that the TaskManager lives, and the state of every attempt that it holds or whose end has
     * not been acknowledged with {@link JobManagerMessage.AttemptEndAcknowledged}. An attempt that is missing here,
     * though its deployment's number is not above {@code lastDeployment}, does not exist.
     *
     * @param lastDeployment the {@link JobManagerMessage.Deploy#sequence} up to which every deployment has been
     *     received, 0 for none
     * @param attempts in no order
     */
    record Heartbeat(long lastDeployment, List<AttemptStatus> attempts) implements WorkerMessage {}

    /** Sent when an attempt changes its state. */
    record AttemptUpdate(AttemptStatus status) implements WorkerMessage {}

    /** An event from an operator to its coordinator; {@code event} is a serialized {@code OperatorEvent}. */
    record EventToCoordinator(ExecutionAttemptID attempt, OperatorID operator, byte[] event) implements WorkerMessage {}

    /** Whether the task accepted the event of {@link JobManagerMessage.EventToOperator}; {@code error} is empty if so. */
    record EventAcknowledged(long requestId, String error) implements WorkerMessage {}

    /** An attempt's state is in a checkpoint. */
    record CheckpointAcknowledged(ExecutionAttemptID attempt, long checkpoint, SubtaskSnapshot snapshot)
            implements WorkerMessage {}

    /** An attempt cannot take part in a checkpoint. */
    record CheckpointDeclined(
            ExecutionAttemptID attempt, long checkpoint, CheckpointFailureReason reason, FailureCause cause)
            implements WorkerMessage {}

    /** A coordination request from a task; {@code request} is a serialized {@code CoordinationRequest}. */
    record CoordinationRequested(long requestId, JobID job, OperatorID operator, byte[] request)
            implements WorkerMessage {}

    /** Asks for the state of the attempt that produces {@code partition}, which the asker could not reach. */
    record ProducerStateRequested(long requestId, JobID job, ResultPartitionID partition) implements WorkerMessage {}

    /**
     * Asks for a part of a file that the JobManager keeps for a job.
     *
     * @param digest by which the file is known
     * @param offset where the part begins
     */
    record ArtifactRequested(long requestId, JobID job, String digest, long offset) implements WorkerMessage {}

    /** The TaskManager cannot go on and is about to exit; its slots are lost. */
    record WorkerFailing(FailureCause cause) implements WorkerMessage {}
}
