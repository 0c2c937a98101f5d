package io.yarnflink.runtime.program;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestGateway;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.jspecify.annotations.Nullable;

/** What {@code executeAsync()} gives to the program. Also how results of {@code collect} and of SQL's print come back. */
final class ProgramJobClient implements JobClient, CoordinationRequestGateway {

    private final SubmittedJob job;

    ProgramJobClient(SubmittedJob job) {
        this.job = job;
    }

    @Override
    public JobID getJobID() {
        return job.id();
    }

    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
        return job.status();
    }

    @Override
    public CompletableFuture<Void> cancel() {
        return job.cancel();
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
            boolean advanceToEndOfEventTime, @Nullable String directory, SavepointFormatType format) {
        return savepoint(
                advanceToEndOfEventTime ? CheckpointPurpose.DRAIN : CheckpointPurpose.SUSPEND, directory, format);
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(@Nullable String directory, SavepointFormatType format) {
        return savepoint(CheckpointPurpose.SAVEPOINT, directory, format);
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
        return job.accumulators();
    }

    /** Fails as Flink's clients do, with a {@link JobExecutionException}: programs look for it. */
    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
        return job.result().exceptionally(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            throw new CompletionException(
                    cause instanceof JobExecutionException
                            ? cause
                            : new JobExecutionException(job.id(), "Job execution failed.", cause));
        });
    }

    @Override
    public CompletableFuture<CoordinationResponse> sendCoordinationRequest(
            String operatorUid, CoordinationRequest request) {
        return job.request(operatorUid, request);
    }

    private CompletableFuture<String> savepoint(
            CheckpointPurpose purpose, @Nullable String directory, SavepointFormatType format) {
        boolean canonical = format == SavepointFormatType.CANONICAL;
        return job.savepoint(purpose, Optional.ofNullable(directory), canonical);
    }
}
