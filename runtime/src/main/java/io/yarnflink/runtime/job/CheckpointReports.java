package io.yarnflink.runtime.job;

import io.yarnflink.runtime.checkpoint.CheckpointCoordinator;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.control.message.FailureCause;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Takes what is told of checkpoints to the job that it concerns. Owned by the core's thread. */
final class CheckpointReports {

    private final CoreContext context;
    private final Map<JobID, JobExecution> jobs;

    CheckpointReports(CoreContext context, Map<JobID, JobExecution> jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    /** Takes an event; says whether it is one of checkpoints. */
    boolean take(JobEvent event) {
        if (event instanceof JobEvent.CheckpointAcknowledged acknowledged) {
            acknowledged(acknowledged);
        } else if (event instanceof JobEvent.CheckpointDeclined declined) {
            declined(declined);
        } else if (event instanceof JobEvent.CheckpointPrepared prepared) {
            of(prepared.job()).ifPresent(checkpoints -> checkpoints.prepared(prepared.checkpoint()));
        } else if (event instanceof JobEvent.CheckpointStored stored) {
            of(stored.job()).ifPresent(checkpoints -> checkpoints.stored(stored.checkpoint()));
        } else if (event instanceof JobEvent.CheckpointFailed failed) {
            of(failed.job())
                    .ifPresent(checkpoints -> checkpoints.failed(failed.checkpoint(), failed.reason(), failed.cause()));
        } else if (event instanceof JobEvent.SavepointRequested requested) {
            requested(requested.job(), requested.request());
        } else {
            return false;
        }
        return true;
    }

    /** Takes a timer of checkpoints. */
    void fired(Timer timer) {
        if (timer instanceof Timer.CheckpointDue due) {
            of(due.job()).ifPresent(CheckpointCoordinator::due);
        } else if (timer instanceof Timer.CheckpointOverdue overdue) {
            of(overdue.job()).ifPresent(checkpoints -> checkpoints.overdue(overdue.checkpoint()));
        }
    }

    private void acknowledged(JobEvent.CheckpointAcknowledged told) {
        jobOf(told.attempt()).ifPresent(job -> {
            Optional<SubtaskExecution> subtask = job.subtasks().current(told.attempt());
            if (subtask.isPresent()) {
                job.checkpoints().acknowledged(subtask.get().subtask(), told.checkpoint(), told.snapshot());
            } else {
                job.checkpoints().late(told.checkpoint(), told.snapshot());
            }
        });
    }

    private void declined(JobEvent.CheckpointDeclined told) {
        jobOf(told.attempt())
                .ifPresent(job -> job.subtasks()
                        .current(told.attempt())
                        .ifPresent(subtask -> job.checkpoints()
                                .declined(subtask.subtask(), told.checkpoint(), told.reason(), told.cause())));
    }

    private void requested(JobID id, SavepointRequest request) {
        JobExecution job = jobs.get(id);
        if (job == null) {
            FailureCause unknown = new FailureCause("Expected a job with the id " + id + ", but there is none", "");
            context.emit(
                    new JobAction.SavepointAnswered(id, request.request(), Optional.empty(), Optional.of(unknown)));
        } else {
            job.checkpoints().requested(request);
        }
    }

    private Optional<CheckpointCoordinator> of(JobID job) {
        return Optional.ofNullable(jobs.get(job)).map(JobExecution::checkpoints);
    }

    private Optional<JobExecution> jobOf(ExecutionAttemptID attempt) {
        return jobs.values().stream()
                .filter(job -> job.subtasks().include(attempt))
                .findFirst();
    }
}
