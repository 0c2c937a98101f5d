package io.yarnflink.runtime.task;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.ProducerState;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** What a task asks of the JobManager. Thread-safe; nothing blocks; what one thread sends arrives in its order. */
public interface JobManagerLink {

    /** Sends a serialized {@code OperatorEvent} to the operator's coordinator. */
    void sendEvent(ExecutionAttemptID attempt, OperatorID operator, byte[] event);

    /**
     * Sends a serialized {@code CoordinationRequest} to the operator's coordinator.
     *
     * @return the serialized {@code CoordinationResponse}; fails if the coordinator does or the JobManager is lost
     */
    CompletableFuture<byte[]> request(JobID job, OperatorID operator, byte[] request);

    /** Tells that an attempt's state is in a checkpoint. */
    void acknowledge(ExecutionAttemptID attempt, long checkpoint, SubtaskSnapshot snapshot);

    /** Tells that an attempt does not take part in a checkpoint. */
    void decline(ExecutionAttemptID attempt, long checkpoint, CheckpointFailureReason reason, FailureCause cause);

    /**
     * Reads a part of a file that the JobManager keeps for a job.
     *
     * @param digest by which the file is known
     * @param offset where the part begins
     * @return at least one byte; fails if the JobManager cannot read it or is lost
     */
    CompletableFuture<byte[]> artifact(JobID job, String digest, long offset);

    /** How the attempt fares that produces a partition. */
    CompletableFuture<ProducerState> producerOf(JobID job, ResultPartitionID partition);
}
