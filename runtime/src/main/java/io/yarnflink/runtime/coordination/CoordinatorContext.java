package io.yarnflink.runtime.coordination;

import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.groups.OperatorCoordinatorMetricGroup;
import org.apache.flink.runtime.checkpoint.CheckpointCoordinator;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinatorStore;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.jspecify.annotations.Nullable;

/**
 * What one coordinator sees of the cluster.
 *
 * @param job the coordinator's job
 * @param operator the operator that it coordinates
 * @param parallelism the operator's subtasks
 * @param userCode loads the user's classes
 * @param metricGroup where it registers what it counts
 * @param store shared by the coordinators of the job
 * @param failJob takes the reason why the job must fail or restart
 */
record CoordinatorContext(
        JobID job,
        OperatorID operator,
        int parallelism,
        ClassLoader userCode,
        OperatorCoordinatorMetricGroup metricGroup,
        CoordinatorStore store,
        Consumer<Throwable> failJob)
        implements OperatorCoordinator.Context {

    @Override
    public JobID getJobID() {
        return job;
    }

    @Override
    public OperatorID getOperatorId() {
        return operator;
    }

    @Override
    public void failJob(Throwable cause) {
        failJob.accept(cause);
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public ClassLoader getUserCodeClassloader() {
        return userCode;
    }

    @Override
    public CoordinatorStore getCoordinatorStore() {
        return store;
    }

    @Override
    public boolean isConcurrentExecutionAttemptsSupported() {
        return false;
    }

    /** None: coordinators are not told of checkpoints by Flink's own checkpoint coordinator. */
    @Override
    public @Nullable CheckpointCoordinator getCheckpointCoordinator() {
        return null;
    }
}
