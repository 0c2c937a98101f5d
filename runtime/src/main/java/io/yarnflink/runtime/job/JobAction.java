package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Whatever the core wants done. Actions are carried out in the order in which they are returned. */
public sealed interface JobAction {

    /** The registration is accepted. */
    record AcceptWorker(WorkerId worker) implements JobAction {}

    /** The registration is refused. */
    record RejectWorker(WorkerId worker, String reason) implements JobAction {}

    /** So many workers are wanted from now on. */
    record SetWorkerTarget(int workers) implements JobAction {}

    /** This worker is not wanted or not trusted any more. */
    record ReleaseWorker(WorkerId worker, String reason) implements JobAction {}

    /**
     * Start an attempt.
     *
     * @param job whose attempt it is
     * @param worker where
     * @param sequence the deployment's number among those to this worker
     * @param attempt its id
     * @param subtask which subtask it is an attempt of
     * @param slot index of the worker's slot
     * @param placement where all subtasks that are deployed together, or run already, are
     */
    record DeployAttempt(
            JobID job,
            WorkerId worker,
            long sequence,
            ExecutionAttemptID attempt,
            Subtask subtask,
            int slot,
            Placement placement)
            implements JobAction {}

    /** Stop an attempt. */
    record CancelAttempt(WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** Tell the worker that the attempt's end is known. */
    record AcknowledgeEnd(WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** Call back after {@code delay}. */
    record SetTimer(Timer timer, Duration delay) implements JobAction {}

    /** The attempt can receive events from coordinators. */
    record AttemptReady(JobID job, Subtask subtask, WorkerId worker, ExecutionAttemptID attempt) implements JobAction {}

    /** The attempt failed or was canceled; coordinators must not send to it any more. */
    record AttemptEnded(JobID job, Subtask subtask, ExecutionAttemptID attempt, FailureCause cause)
            implements JobAction {}

    /** These subtasks are about to start over from the beginning. */
    record SubtasksReset(JobID job, List<Subtask> subtasks) implements JobAction {}

    /** What people see of the job has changed. */
    record JobChanged(JobID job) implements JobAction {}

    /**
     * All subtasks run.
     *
     * @param job which job
     */
    record AllRunning(JobID job) implements JobAction {}

    /** The job has ended for good; nothing of it runs any more. */
    record JobEnded(JobID job, JobEnd end) implements JobAction {}
}
