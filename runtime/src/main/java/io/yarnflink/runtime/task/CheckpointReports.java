package io.yarnflink.runtime.task;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.FailureCause;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointMetrics;
import org.apache.flink.runtime.checkpoint.SubTaskInitializationMetrics;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.taskmanager.CheckpointResponder;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the JobManager what tasks put into checkpoints. Thread-safe; state is serialized on the calling thread. */
record CheckpointReports(JobManagerLink link) implements CheckpointResponder {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointReports.class);
    private static final byte[] NO_STATE = new byte[0];

    /** A message is limited, and has more to carry than this. */
    private static final int MAX_STATE_BYTES = 24 * 1024 * 1024;

    @Override
    public void acknowledgeCheckpoint(
            JobID job,
            ExecutionAttemptID attempt,
            long checkpoint,
            CheckpointMetrics metrics,
            @Nullable TaskStateSnapshot state) {
        byte[] bytes = state == null ? NO_STATE : serialize(checkpoint, state);
        link.acknowledge(
                attempt,
                checkpoint,
                new SubtaskSnapshot(
                        bytes,
                        metrics.getTotalBytesPersisted(),
                        metrics.getBytesPersistedOfThisCheckpoint(),
                        TimeUnit.NANOSECONDS.toMillis(Math.max(0, metrics.getAlignmentDurationNanos())),
                        Math.max(0, metrics.getSyncDurationMillis()),
                        Math.max(0, metrics.getAsyncDurationMillis())));
    }

    private static byte[] serialize(long checkpoint, TaskStateSnapshot state) {
        try {
            byte[] bytes = InstantiationUtil.serializeObject(state);
            if (bytes.length > MAX_STATE_BYTES) {
                throw new FlinkRuntimeException("Expected what a task reports of checkpoint " + checkpoint
                        + " to take at most " + MAX_STATE_BYTES + " bytes, found " + bytes.length
                        + "; lower execution.checkpointing.data-inline-threshold, or keep checkpoints in"
                        + " execution.checkpointing.dir if execution.checkpointing.storage says jobmanager");
            }
            return bytes;
        } catch (IOException e) {
            throw new FlinkRuntimeException("The state of checkpoint " + checkpoint + " cannot be serialized", e);
        }
    }

    @Override
    public void declineCheckpoint(JobID job, ExecutionAttemptID attempt, long checkpoint, CheckpointException reason) {
        link.decline(attempt, checkpoint, reason.getCheckpointFailureReason(), FailureCause.of(reason));
    }

    /** What an aborted checkpoint took is of no interest to anybody. */
    @Override
    public void reportCheckpointMetrics(
            JobID job, ExecutionAttemptID attempt, long checkpoint, CheckpointMetrics metrics) {
        LOG.debug("{} was not in time for checkpoint {}: {}", attempt, checkpoint, metrics);
    }

    @Override
    public void reportInitializationMetrics(
            JobID job, ExecutionAttemptID attempt, SubTaskInitializationMetrics metrics) {
        LOG.debug("{} has begun: {}", attempt, metrics);
    }
}
