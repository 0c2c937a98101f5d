package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.succession.JobRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;

/**
 * A job that had ended before this attempt of the ApplicationMaster began. It is not run again.
 *
 * @param id the job's
 * @param end how it ended
 * @param result complete
 */
record EndedJob(JobID id, LoggedEnd end, CompletableFuture<JobExecutionResult> result) implements SubmittedJob {

    static EndedJob of(JobID id, LoggedEnd end, JobRecord record, ClassLoader userCode) {
        CompletableFuture<JobExecutionResult> result = new CompletableFuture<>();
        try {
            switch (end.result()) {
                case FINISHED ->
                    result.complete(
                            StoredResults.read(id, record.read(end.file().orElseThrow()), userCode));
                case CANCELED ->
                    result.completeExceptionally(new JobCancellationException(id, "The job was canceled", null));
                case FAILED ->
                    result.completeExceptionally(new JobExecutionException(
                            id,
                            "The job failed",
                            new JobFailure(new FailureCause(end.failure().orElse("unknown"), ""))));
            }
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(
                    new JobExecutionException(id, "The job had ended, but its stored result cannot be read", e));
        }
        return new EndedJob(id, end, result);
    }

    @Override
    public CompletableFuture<JobStatus> status() {
        return CompletableFuture.completedFuture(
                switch (end.result()) {
                    case FINISHED -> JobStatus.FINISHED;
                    case CANCELED -> JobStatus.CANCELED;
                    case FAILED -> JobStatus.FAILED;
                });
    }

    @Override
    public CompletableFuture<Void> cancel() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> savepoint(
            CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {
        return CompletableFuture.failedFuture(new SavepointException("Job " + id + " has ended before"));
    }

    @Override
    public CompletableFuture<Map<String, Object>> accumulators() {
        return result.thenApply(done -> new HashMap<>(done.getAllAccumulatorResults()));
    }

    @Override
    public CompletableFuture<CoordinationResponse> request(String operatorUid, CoordinationRequest request) {
        return CompletableFuture.failedFuture(new IllegalStateException("Job " + id + " has ended before"));
    }
}
