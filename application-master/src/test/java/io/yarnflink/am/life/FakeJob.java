package io.yarnflink.am.life;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.program.SubmittedJob;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;

/** A job that ends when the test says so, or at once when it is canceled. */
final class FakeJob implements SubmittedJob {

    private final JobID id = new JobID();
    private final CompletableFuture<JobExecutionResult> result = new CompletableFuture<>();

    void finish() {
        result.complete(new JobExecutionResult(id, 1, Map.of()));
    }

    void fail(Throwable cause) {
        result.completeExceptionally(cause);
    }

    @Override
    public JobID id() {
        return id;
    }

    @Override
    public CompletableFuture<JobExecutionResult> result() {
        return result.copy();
    }

    @Override
    public CompletableFuture<JobStatus> status() {
        return CompletableFuture.completedFuture(JobStatus.RUNNING);
    }

    @Override
    public CompletableFuture<Void> cancel() {
        result.completeExceptionally(new JobCancellationException(id, "canceled", null));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> savepoint(
            CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {
        return CompletableFuture.completedFuture(directory.orElse("savepoints") + "/" + purpose);
    }

    @Override
    public CompletableFuture<Map<String, Object>> accumulators() {
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletableFuture<CoordinationResponse> request(String operatorUid, CoordinationRequest request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("no coordinators here"));
    }
}
