package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.coordination.JobCoordinators;
import io.yarnflink.runtime.deployment.DeploymentBuilder;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.snapshot.JobCheckpoints;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.OptionalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's companions outside the core.
 *
 * @param topology its shape
 * @param deployments builds what TaskManagers are told
 * @param coordinators its operator coordinators
 * @param checkpoints its checkpoints on storage
 * @param userCode loads its classes
 * @param startedAt by the JobManager's monotonic clock, in milliseconds
 * @param result completes when the job has ended
 */
record RunningJob(
        JobTopology topology,
        DeploymentBuilder deployments,
        JobCoordinators coordinators,
        JobCheckpoints checkpoints,
        ClassLoader userCode,
        long startedAt,
        CompletableFuture<JobExecutionResult> result) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    /**
     * Keeps or deletes the job's checkpoints, as its settings say, and then tells whoever waits for it how it ended.
     * Blocks.
     */
    void complete(JobEnd end, long now) {
        try {
            checkpoints.jobEnded(end.phase());
            checkpoints.close();
        } catch (RuntimeException e) {
            LOG.warn("Checkpoints of job '{}' may have been left behind", topology.name(), e);
        }
        try {
            tell(end, now);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void tell(JobEnd end, long now) {
        JobID id = topology.job();
        if (end.phase() == JobPhase.FINISHED) {
            Map<String, OptionalFailure<Object>> accumulators = Accumulators.merge(end.accumulators(), userCode);
            result.complete(new JobExecutionResult(id, now - startedAt, accumulators));
        } else if (end.phase() == JobPhase.CANCELED) {
            result.completeExceptionally(
                    new JobCancellationException(id, "Job '" + topology.name() + "' was canceled", null));
        } else {
            FailureCause cause = end.cause().orElse(new FailureCause("unknown", ""));
            result.completeExceptionally(
                    new JobExecutionException(id, "Job '" + topology.name() + "' failed", new JobFailure(cause)));
        }
    }
}
