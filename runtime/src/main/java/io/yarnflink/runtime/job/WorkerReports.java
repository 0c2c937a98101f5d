package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * Compares what workers tell of their attempts with what the jobs believe, and repeats what must have been lost. Owned by
 * the core's thread.
 */
final class WorkerReports {

    private final CoreContext context;
    private final Collection<JobExecution> jobs;

    WorkerReports(CoreContext context, Collection<JobExecution> jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    void report(WorkerId id, AttemptStatus status) {
        Worker worker = context.workers().get(id);
        if (worker == null) {
            return;
        }
        worker.heard(context.now());
        Optional<JobExecution> job = jobs.stream()
                .filter(candidate ->
                        candidate.subtasks().current(status.attempt()).isPresent())
                .findFirst();
        if (job.isPresent()) {
            job.get()
                    .subtasks()
                    .current(status.attempt())
                    .ifPresent(subtask -> job.get().reported(subtask, status));
        } else if (!status.state().isTerminal()) {
            context.emit(new JobAction.CancelAttempt(id, status.attempt()));
        }
        if (status.state().isTerminal()) {
            context.emit(new JobAction.AcknowledgeEnd(id, status.attempt()));
        }
    }

    void heartbeat(JobEvent.HeartbeatReceived heartbeat) {
        Worker worker = context.workers().get(heartbeat.worker());
        if (worker == null) {
            return;
        }
        worker.heard(context.now());
        Set<ExecutionAttemptID> told = new HashSet<>();
        for (AttemptStatus status : heartbeat.attempts()) {
            told.add(status.attempt());
            report(heartbeat.worker(), status);
        }
        for (JobExecution job : jobs) {
            for (SubtaskExecution subtask : job.subtasks().liveOn(heartbeat.worker())) {
                boolean received = subtask.order().sequence() <= heartbeat.lastDeployment();
                if (!told.contains(subtask.attempt()) && received) {
                    job.reported(subtask, subtask.missing());
                } else {
                    repeatIfOverdue(subtask, told.contains(subtask.attempt()));
                }
            }
        }
    }

    private void repeatIfOverdue(SubtaskExecution subtask, boolean known) {
        long silent = context.now() - subtask.lastCommand();
        if (silent <= context.options().repeatAfter().toMillis()) {
            return;
        }
        if (subtask.state() == SubtaskState.CANCELING) {
            subtask.commanded(context.now());
            context.emit(new JobAction.CancelAttempt(subtask.slot().worker(), subtask.attempt()));
        } else if (!known && subtask.state() == SubtaskState.DEPLOYING) {
            subtask.commanded(context.now());
            context.emit(subtask.order());
        }
    }
}
