package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.coordination.CoordinatorMetrics;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.metrics.groups.InternalOperatorCoordinatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.JobManagerJobMetricGroup;
import org.apache.flink.runtime.metrics.groups.JobManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.ProcessMetricGroup;
import org.apache.flink.runtime.metrics.util.MetricUtils;
import org.jspecify.annotations.Nullable;

/**
 * What reporters hear of the JobManager: its JVM, how many TaskManagers and jobs there are, each job's newest checkpoint, and
 * what operator coordinators register. Thread-safe. Names are Flink's.
 */
final class JobManagerMetrics implements AutoCloseable {

    private static final long NONE = -1;

    private final Optional<Groups> groups;
    private final Supplier<List<CheckpointView>> checkpoints;

    private record Groups(JobManagerMetricGroup jobManager, ProcessMetricGroup process) {}

    private JobManagerMetrics(Optional<Groups> groups, Supplier<List<CheckpointView>> checkpoints) {
        this.groups = groups;
        this.checkpoints = checkpoints;
    }

    /**
     * Registers what there is of the process; nothing if nobody reports it.
     *
     * @param host name or address under which the process is known
     * @param status asked for by reporters' threads
     * @param checkpoints completed ones of all jobs, the newest last; asked for by reporters' threads
     */
    static JobManagerMetrics open(
            ProcessMetrics metrics,
            String host,
            Supplier<ApplicationStatus> status,
            Supplier<List<CheckpointView>> checkpoints) {
        if (!metrics.isReported()) {
            return new JobManagerMetrics(Optional.empty(), checkpoints);
        }
        JobManagerMetricGroup group = JobManagerMetricGroup.createJobManagerMetricGroup(metrics.registry(), host);
        group.gauge(
                "numRegisteredTaskManagers", (Gauge<Integer>) () -> status.get().workersRegistered());
        group.gauge("numRunningJobs", (Gauge<Long>) () -> status.get().jobs().stream()
                .filter(job -> job.phase() == JobPhase.RUNNING)
                .count());
        ProcessMetricGroup process =
                MetricUtils.instantiateProcessMetricGroup(metrics.registry(), host, Optional.empty());
        return new JobManagerMetrics(Optional.of(new Groups(group, process)), checkpoints);
    }

    /** Tells of a job from now on; where its coordinators register what they count. */
    CoordinatorMetrics of(JobGraph graph) {
        @Nullable
        JobManagerJobMetricGroup job = groups.map(open -> open.jobManager().addJob(graph.getJobID(), graph.getName()))
                .orElse(null);
        if (job == null) {
            return CoordinatorMetrics.UNREPORTED;
        }
        register(job, graph.getJobID().toHexString());
        return (vertex, operator) -> new InternalOperatorCoordinatorMetricGroup(
                job.getOrAddOperator(vertex.getID(), vertex.getName(), operator, vertex.getName()));
    }

    private void register(JobManagerJobMetricGroup group, String job) {
        group.gauge("lastCompletedCheckpointId", (Gauge<Long>)
                () -> newest(job).map(CheckpointView::id).orElse(NONE));
        group.gauge("lastCheckpointDuration", (Gauge<Long>)
                () -> newest(job).map(CheckpointView::durationMillis).orElse(NONE));
        group.gauge("lastCheckpointFullSize", (Gauge<Long>)
                () -> newest(job).map(CheckpointView::stateBytes).orElse(NONE));
        group.gauge("lastCheckpointExternalPath", (Gauge<String>)
                () -> newest(job).map(CheckpointView::path).orElse("n/a"));
    }

    private Optional<CheckpointView> newest(String job) {
        return checkpoints.get().stream().filter(view -> view.job().equals(job)).reduce((older, newer) -> newer);
    }

    /** Nothing is counted for the job any more. */
    void jobEnded(JobID job) {
        groups.ifPresent(open -> {
            var unused = open.jobManager().localCleanupAsync(job, Runnable::run);
        });
    }

    @Override
    public void close() {
        groups.ifPresent(open -> {
            open.jobManager().close();
            open.process().close();
        });
    }
}
