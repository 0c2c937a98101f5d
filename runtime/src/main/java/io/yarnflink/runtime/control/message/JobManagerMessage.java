package io.yarnflink.runtime.control.message;

import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** From the JobManager to a TaskManager. */
@SuppressWarnings("ArrayRecordComponent") // messages are never compared
public sealed interface JobManagerMessage extends ControlMessage {

    /** Answers a registration; from here on deployments may come. */
    record WorkerRegistered(long heartbeatIntervalMillis) implements JobManagerMessage {}

    /** Answers a registration that is not accepted; the TaskManager exits. */
    record WorkerRejected(String reason) implements JobManagerMessage {}

    /** Answers a {@link WorkerMessage.Heartbeat}, so that silence means that something is wrong. */
    record HeartbeatAnswered() implements JobManagerMessage {}

    /**
     * Run an attempt. A second one for the same attempt is ignored, also after the attempt has ended.
     *
     * @param sequence grows by one with each deployment to this TaskManager, the first is 1; a repetition keeps its number
     * @param attempt which attempt
     * @param slot in which slot, from 0
     * @param job a serialized {@code JobDeployment}, the same bytes for all attempts of a job
     * @param task a serialized {@code TaskDeployment}
     */
    record Deploy(long sequence, ExecutionAttemptID attempt, int slot, byte[] job, byte[] task)
            implements JobManagerMessage {}

    /**
     * Stop an attempt; the answer is its end state. For an unknown attempt the answer is {@code CANCELED}, and a deployment
     * of it that comes later is ignored.
     */
    record Cancel(ExecutionAttemptID attempt) implements JobManagerMessage {}

    /** The attempt's end is known; the TaskManager may forget it. */
    record AttemptEndAcknowledged(ExecutionAttemptID attempt) implements JobManagerMessage {}

    /** An event from a coordinator to an operator; {@code event} is a serialized {@code OperatorEvent}. */
    record EventToOperator(long requestId, ExecutionAttemptID attempt, OperatorID operator, byte[] event)
            implements JobManagerMessage {}

    /**
     * Begin a checkpoint: at a source, put its barriers into the stream. Answered with
     * {@link WorkerMessage.CheckpointAcknowledged} or {@link WorkerMessage.CheckpointDeclined}.
     *
     * @param attempt which attempt
     * @param checkpoint its id
     * @param timestamp when it was decided on, in milliseconds since the epoch
     * @param options serialized {@code CheckpointOptions}
     */
    record TriggerCheckpoint(ExecutionAttemptID attempt, long checkpoint, long timestamp, byte[] options)
            implements JobManagerMessage {}

    /**
     * A checkpoint is complete. May come again; a task hears of each at most once and in growing order.
     *
     * @param attempt which attempt
     * @param checkpoint its id
     * @param timestamp when it was decided on, in milliseconds since the epoch
     * @param subsumed the newest checkpoint that has been discarded, 0 for none
     */
    record CheckpointConfirmed(ExecutionAttemptID attempt, long checkpoint, long timestamp, long subsumed)
            implements JobManagerMessage {}

    /**
     * A checkpoint has failed.
     *
     * @param attempt which attempt
     * @param checkpoint its id
     * @param latestCompleted the newest that is complete, 0 for none
     */
    record CheckpointAborted(ExecutionAttemptID attempt, long checkpoint, long latestCompleted)
            implements JobManagerMessage {}

    /**
     * Answers {@link WorkerMessage.CoordinationRequested}.
     *
     * @param response a serialized {@code CoordinationResponse}, empty if {@code error} is not
     * @param error empty if it went well
     */
    record CoordinationAnswered(long requestId, byte[] response, String error) implements JobManagerMessage {}

    /** Answers {@link WorkerMessage.ProducerStateRequested}. */
    record ProducerStateAnswered(long requestId, ProducerState state) implements JobManagerMessage {}

    /**
     * Answers {@link WorkerMessage.ArtifactRequested}.
     *
     * @param part of the file, empty if {@code error} is not
     * @param error empty if it went well
     */
    record ArtifactRead(long requestId, byte[] part, String error) implements JobManagerMessage {}

    /** The job has ended; partitions and class loaders kept for it may go. */
    record JobEnded(JobID job) implements JobManagerMessage {}

    /** The TaskManager is needed no longer: cancel what runs and exit with code 0. */
    record ShutDown(String reason) implements JobManagerMessage {}
}
