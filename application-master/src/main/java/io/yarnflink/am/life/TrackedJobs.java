package io.yarnflink.am.life;

import io.yarnflink.runtime.program.JobSubmitter;
import io.yarnflink.runtime.program.SubmittedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands jobs on and remembers them, so that they can be canceled together. Thread-safe: its lock guards the
 * list and the wish to cancel, which a job that is handed in at the same time must not slip past.
 */
final class TrackedJobs implements JobSubmitter {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedJobs.class);

    private final JobSubmitter jobManager;
    private final List<SubmittedJob> jobs = new ArrayList<>();
    private boolean canceled;

    TrackedJobs(JobSubmitter jobManager) {
        this.jobManager = jobManager;
    }

    @Override
    public SubmittedJob submit(JobGraph graph, ClassLoader userCode) {
        requireNotCanceled(graph.getName());
        SubmittedJob job = jobManager.submit(graph, userCode);
        LOG.info("Job {} ({}) submitted", graph.getName(), job.id());
        boolean tooLate;
        synchronized (this) {
            jobs.add(job);
            tooLate = canceled;
        }
        if (tooLate) {
            cancel(job);
        }
        return job;
    }

    @Override
    public JobID idOf(int ordinal) {
        return jobManager.idOf(ordinal);
    }

    private synchronized void requireNotCanceled(String name) {
        if (canceled) {
            throw new IllegalStateException(
                    "Job '" + name + "' came after the application had been canceled, so it is not started");
        }
    }

    /** Cancels all jobs, those included that are being handed in. */
    void cancelAll() {
        List<SubmittedJob> all;
        synchronized (this) {
            canceled = true;
            all = List.copyOf(jobs);
        }
        all.forEach(TrackedJobs::cancel);
    }

    /** Whether {@link #cancelAll} has been called. */
    synchronized boolean isCanceled() {
        return canceled;
    }

    private static void cancel(SubmittedJob job) {
        CompletableFuture<Void> unused = job.cancel().exceptionally(failure -> {
            LOG.warn("Job {} could not be canceled", job.id(), failure);
            return null;
        });
    }

    /** Completes, never exceptionally, when every job has ended, those included that come while it waits. */
    CompletableFuture<Void> allEnded() {
        List<SubmittedJob> known;
        synchronized (this) {
            known = List.copyOf(jobs);
        }
        CompletableFuture<?>[] results =
                known.stream().map(SubmittedJob::result).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(results)
                .handle((nothing, failure) -> known.size())
                .thenCompose(waitedFor -> waitedFor == count() ? CompletableFuture.completedFuture(null) : allEnded());
    }

    private synchronized int count() {
        return jobs.size();
    }
}
