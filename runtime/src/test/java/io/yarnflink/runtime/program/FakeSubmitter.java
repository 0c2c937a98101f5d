package io.yarnflink.runtime.program;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.util.OptionalFailure;

/** Takes jobs and lets the test end them. Thread-safe. */
final class FakeSubmitter implements JobSubmitter {

    final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final boolean finishAtOnce;

    FakeSubmitter(boolean finishAtOnce) {
        this.finishAtOnce = finishAtOnce;
    }

    @Override
    public SubmittedJob submit(JobGraph graph, ClassLoader userCode) {
        Job job = new Job(graph, userCode, new CompletableFuture<>());
        jobs.add(job);
        if (finishAtOnce) {
            job.finish();
        }
        return job;
    }

    record Job(JobGraph graph, ClassLoader userCode, CompletableFuture<JobExecutionResult> result)
            implements SubmittedJob {

        void finish() {
            result.complete(new JobExecutionResult(id(), 5, Map.of("records", OptionalFailure.of(42L))));
        }

        @Override
        public JobID id() {
            return graph.getJobID();
        }

        @Override
        public CompletableFuture<JobStatus> status() {
            return CompletableFuture.completedFuture(result.isDone() ? JobStatus.FINISHED : JobStatus.RUNNING);
        }

        @Override
        public CompletableFuture<Void> cancel() {
            result.completeExceptionally(new IllegalStateException("canceled"));
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
            return CompletableFuture.completedFuture(new Echo(operatorUid));
        }
    }

    record Echo(String operatorUid) implements CoordinationResponse {}
}
