package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.program.SubmittedJob;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.streaming.api.graph.StreamingJobGraphGenerator;

/** The program's hold on a job. Thread-safe. */
final class JobHandle implements SubmittedJob {

    private final RunningJob job;
    private final JobManager jobManager;

    JobHandle(RunningJob job, JobManager jobManager) {
        this.job = job;
        this.jobManager = jobManager;
    }

    @Override
    public JobID id() {
        return job.topology().job();
    }

    @Override
    public CompletableFuture<JobExecutionResult> result() {
        return job.result().copy();
    }

    @Override
    public CompletableFuture<JobStatus> status() {
        String id = id().toHexString();
        JobPhase phase = jobManager.status().jobs().stream()
                .filter(view -> view.id().equals(id))
                .map(JobView::phase)
                .findFirst()
                .orElse(JobPhase.WAITING_FOR_SLOTS);
        return CompletableFuture.completedFuture(translate(phase));
    }

    @Override
    public CompletableFuture<Void> cancel() {
        jobManager.cancel(id());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> savepoint(
            CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {
        return jobManager.savepoint(Optional.of(id()), purpose, directory, canonical);
    }

    @Override
    public CompletableFuture<Map<String, Object>> accumulators() {
        return job.result().thenApply(result -> new HashMap<>(result.getAllAccumulatorResults()));
    }

    @Override
    public CompletableFuture<CoordinationResponse> request(String operatorUid, CoordinationRequest request) {
        return job.coordinators().request(StreamingJobGraphGenerator.generateOperatorID(operatorUid), request);
    }

    private static JobStatus translate(JobPhase phase) {
        return switch (phase) {
            case WAITING_FOR_SLOTS -> JobStatus.CREATED;
            case RUNNING -> JobStatus.RUNNING;
            case RESTARTING -> JobStatus.RESTARTING;
            case CANCELING -> JobStatus.CANCELLING;
            case FAILING -> JobStatus.FAILING;
            case FINISHED -> JobStatus.FINISHED;
            case CANCELED -> JobStatus.CANCELED;
            case FAILED -> JobStatus.FAILED;
        };
    }
}
