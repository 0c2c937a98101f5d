package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.coordination.JobCoordinators;
import io.yarnflink.runtime.deployment.DeploymentBuilder;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.snapshot.JobCheckpoints;
import io.yarnflink.runtime.succession.JobRecord;
import java.io.IOException;
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
 * @param record what is written down of it
 * @param userCode loads its classes
 * @param startedAt by the JobManager's monotonic clock, in milliseconds
 * @param result completes when the job has ended
 */
record RunningJob(
        JobTopology topology,
        DeploymentBuilder deployments,
        JobCoordinators coordinators,
        JobCheckpoints checkpoints,
        JobRecord record,
        ClassLoader userCode,
        long startedAt,
        CompletableFuture<JobExecutionResult> result) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    /**
     * Writes down how the job ended, keeps or deletes its checkpoints, as its settings say, and then tells whoever waits for
     * it. Blocks.
     */
    void complete(JobEnd end, long now) {
        try {
            Map<String, OptionalFailure<Object>> accumulators =
                    end.phase() == JobPhase.FINISHED ? Accumulators.merge(end.accumulators(), userCode) : Map.of();
            JobExecutionResult success = new JobExecutionResult(topology.job(), now - startedAt, accumulators);
            settle(end, success);
            tell(end, success);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private void settle(JobEnd end, JobExecutionResult success) {
        try {
            record.ended(
                    LoggedEnd.Result.valueOf(end.phase().name()),
                    () -> StoredResults.write(success),
                    end.cause().map(FailureCause::summary),
                    checkpoints.retains(end.phase()));
        } catch (IOException e) {
            // Should another attempt come, it runs the end of the job again, from these checkpoints.
            LOG.error("The end of job '{}' could not be written down, so its checkpoints stay", topology.name(), e);
            checkpoints.close();
            return;
        }
        try {
            checkpoints.jobEnded(end.phase());
            checkpoints.close();
        } catch (RuntimeException e) {
            LOG.warn("Checkpoints of job '{}' may have been left behind", topology.name(), e);
        }
    }

    private void tell(JobEnd end, JobExecutionResult success) {
        JobID id = topology.job();
        if (end.phase() == JobPhase.FINISHED) {
            result.complete(success);
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
