package io.yarnflink.runtime.program;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;

/** A job that has been handed in. Thread-safe; every method returns at once. */
public interface SubmittedJob {

    JobID id();

    /** Completes when the job has ended: with its result, or exceptionally with the root cause if it failed or was canceled. */
    CompletableFuture<JobExecutionResult> result();

    /** Where the job stands, in Flink's words. */
    CompletableFuture<JobStatus> status();

    /** Completes when the cancellation is under way; the job's end is told by {@link #result}. */
    CompletableFuture<Void> cancel();

    /**
     * Takes a savepoint.
     *
     * @param purpose one that {@linkplain CheckpointPurpose#isSavepoint() is a savepoint}
     * @param directory where it goes; empty for the configured folder
     * @param canonical whether in the format that all state backends read
     * @return its path, when it is complete and the job, if it was to stop, has stopped
     */
    CompletableFuture<String> savepoint(CheckpointPurpose purpose, Optional<String> directory, boolean canonical);

    /** Final accumulators of all subtasks, merged; completes when the job has ended, exceptionally if it failed. */
    CompletableFuture<Map<String, Object>> accumulators();

    /** Asks the coordinator of the operator with this uid (or operator id as hexadecimal digits). */
    CompletableFuture<CoordinationResponse> request(String operatorUid, CoordinationRequest request);
}
