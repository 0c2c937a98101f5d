package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/**
 * The JobManager's decisions. {@link #handle} is called with one event after the other, by one thread; what it returns is
 * to be carried out in order. The same events at the same times give the same actions.
 */
public final class JobManagerCore {

    private final Context context;
    private final Map<JobID, JobExecution> jobs = new LinkedHashMap<>();
    private final WorkerReports reports;
    private final CheckpointReports checkpoints;
    private int expectedWorkers;
    private int target;

    public JobManagerCore(CoreOptions options) {
        this(options, TransitionObserver.NONE);
    }

    /** A core that tells {@code observer} of every step of jobs and attempts. */
    public JobManagerCore(CoreOptions options, TransitionObserver observer) {
        this.context = new Context(options, observer);
        this.reports = new WorkerReports(context, jobs.values());
        this.checkpoints = new CheckpointReports(context, jobs);
    }

    /** The actions with which to begin. */
    public List<JobAction> start() {
        context.begin(0, 0);
        context.emit(new JobAction.SetTimer(
                new Timer.CheckHeartbeats(), context.options().heartbeatInterval()));
        return context.finish();
    }

    /**
     * Decides what follows from an event.
     *
     * @param event what happened
     * @param nowMillis when, by a clock that never goes back: every pause and timeout is measured with it
     * @param epochMillis when, by the wall clock, which may jump: only written down, for people
     */
    public List<JobAction> handle(JobEvent event, long nowMillis, long epochMillis) {
        context.begin(nowMillis, epochMillis);
        dispatch(event);
        if (context.workers().hasMoreFree()) {
            jobs.values().forEach(JobExecution::deployIfPossible);
        }
        adjustTarget();
        releaseSurplus();
        return context.finish();
    }

    private void dispatch(JobEvent event) {
        if (event instanceof JobEvent.AttemptReported reported) {
            reports.report(reported.worker(), reported.status());
        } else if (event instanceof JobEvent.HeartbeatReceived heartbeat) {
            reports.heartbeat(heartbeat);
        } else if (event instanceof JobEvent.TimerFired fired) {
            timer(fired.timer());
        } else if (event instanceof JobEvent.JobSubmitted submitted) {
            submit(submitted);
        } else if (event instanceof JobEvent.CancelRequested cancel) {
            job(cancel.job()).ifPresent(JobExecution::cancel);
        } else if (event instanceof JobEvent.JobFailed failed) {
            job(failed.job()).ifPresent(job -> job.failed(failed.cause()));
        } else if (!checkpoints.take(event)) {
            dispatchOfWorkers(event);
        }
    }

    private void dispatchOfWorkers(JobEvent event) {
        if (event instanceof JobEvent.WorkerConnected connected) {
            connect(connected);
        } else if (event instanceof JobEvent.WorkerGone gone) {
            lose(gone.worker(), gone.reason());
        } else if (event instanceof JobEvent.WorkersExpected expected) {
            expectedWorkers = expected.workers();
        } else if (event instanceof JobEvent.WorkersUnavailable unavailable) {
            context.unavailable = " (" + unavailable.reason() + ")";
        } else {
            throw new IllegalArgumentException("Unknown event " + event);
        }
    }

    private void submit(JobEvent.JobSubmitted submitted) {
        JobID id = submitted.topology().job();
        if (jobs.containsKey(id)) {
            throw new IllegalArgumentException("Job " + id + " has been submitted before");
        }
        JobExecution job = new JobExecution(submitted, context);
        jobs.put(id, job);
        job.start();
    }

    private void connect(JobEvent.WorkerConnected connected) {
        Optional<String> gone = context.workers().goneBecause(connected.worker());
        if (gone.isPresent()) {
            context.emit(new JobAction.RejectWorker(connected.worker(), gone.get()));
            return;
        }
        if (context.workers().get(connected.worker()) == null) {
            context.workers()
                    .add(new Worker(connected.worker(), connected.address(), connected.slots(), context.now()));
        }
        context.emit(new JobAction.AcceptWorker(connected.worker()));
    }

    private void lose(WorkerId id, String reason) {
        lose(List.of(id), reason);
    }

    /** Gives workers up, all of them before jobs hear of any: nothing must go from one that is lost to the next. */
    private void lose(List<WorkerId> ids, String reason) {
        Map<WorkerId, FailureCause> lost = new LinkedHashMap<>();
        for (WorkerId id : ids) {
            if (context.workers().remove(id, reason).isPresent()) {
                context.emit(new JobAction.ReleaseWorker(id, reason));
                lost.put(id, new FailureCause("TaskManager " + id + " is lost: " + reason, ""));
            }
        }
        if (!lost.isEmpty()) {
            List.copyOf(jobs.values()).forEach(job -> job.workersGone(lost));
        }
    }

    private void timer(Timer timer) {
        if (timer instanceof Timer.CheckHeartbeats) {
            loseTheSilent();
            context.emit(new JobAction.SetTimer(timer, context.options().heartbeatInterval()));
        } else if (timer instanceof Timer.RestartPauseOver over) {
            job(over.job()).ifPresent(JobExecution::restartPauseOver);
        } else if (timer instanceof Timer.SlotsOverdue overdue) {
            job(overdue.job()).ifPresent(job -> job.slotsOverdue(overdue.waitingSince()));
        } else {
            checkpoints.fired(timer);
        }
    }

    private void loseTheSilent() {
        long timeout = context.options().heartbeatTimeout().toMillis();
        List<WorkerId> silent = context.workers().all().stream()
                .filter(worker -> context.now() - worker.lastHeard() > timeout)
                .map(Worker::id)
                .toList();
        lose(silent, "no heartbeat for " + timeout / 1000 + " s");
    }

    private void adjustTarget() {
        int slots = jobs.values().stream().mapToInt(JobExecution::slotsWanted).sum();
        int perWorker = context.options().slotsPerWorker();
        int needed = jobs.isEmpty() ? expectedWorkers : (slots + perWorker - 1) / perWorker;
        int wanted = needed == 0 ? 0 : needed + context.options().spareWorkers();
        if (wanted != target) {
            target = wanted;
            context.emit(new JobAction.SetWorkerTarget(wanted));
        }
    }

    /** While jobs run, workers beyond the target that do nothing go; between jobs they are kept for the next. */
    private void releaseSurplus() {
        boolean settled = target > 0
                && jobs.values().stream()
                        .allMatch(job ->
                                job.phase() == JobPhase.RUNNING || job.phase().isTerminal());
        if (!settled) {
            return;
        }
        for (Worker worker : List.copyOf(context.workers().all())) {
            if (!jobs.isEmpty() && context.workers().count() > target && worker.free() == worker.slots()) {
                lose(worker.id(), "not needed");
            }
        }
    }

    private Optional<JobExecution> job(JobID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** What is told of the jobs, in the order of their submission. */
    public List<JobView> views() {
        List<JobView> views = new ArrayList<>();
        for (JobExecution job : jobs.values()) {
            views.add(new JobView(
                    job.id().toHexString(),
                    job.topology().name(),
                    job.phase(),
                    job.subtasks().all().size(),
                    job.subtasks().in(SubtaskState.RUNNING).size(),
                    job.subtasks().in(SubtaskState.FINISHED).size(),
                    job.cause().map(FailureCause::summary)));
        }
        return views;
    }

    public int workersWanted() {
        return target;
    }

    public int workersRegistered() {
        return context.workers().count();
    }

    /** The job whose subtask has this attempt as its current one. */
    public Optional<JobID> jobOf(ExecutionAttemptID attempt) {
        return jobs.values().stream()
                .filter(job -> job.subtasks().current(attempt).isPresent())
                .map(JobExecution::id)
                .findFirst();
    }

    /** What a consumer must know of the attempt that produces its input. */
    public ProducerState producerState(ExecutionAttemptID producer) {
        for (JobExecution job : jobs.values()) {
            Optional<SubtaskExecution> current = job.subtasks().current(producer);
            if (current.isPresent()) {
                return switch (current.get().state()) {
                    case DEPLOYING, INITIALIZING, RUNNING -> ProducerState.LIVE;
                    case FINISHED -> ProducerState.FINISHED;
                    case WAITING, CANCELING, CANCELED, FAILED -> ProducerState.GONE;
                };
            }
        }
        return ProducerState.UNKNOWN;
    }

    /** The core's state that jobs share. */
    private static final class Context implements CoreContext {

        private final CoreOptions options;
        private final TransitionObserver observer;
        private final Workers workers = new Workers();
        private List<JobAction> actions = new ArrayList<>();
        private long now;
        private long wallClock;
        private String unavailable = "";

        Context(CoreOptions options, TransitionObserver observer) {
            this.options = options;
            this.observer = observer;
        }

        void begin(long moment, long epochMillis) {
            now = moment;
            wallClock = epochMillis;
        }

        List<JobAction> finish() {
            List<JobAction> done = actions;
            actions = new ArrayList<>();
            return done;
        }

        @Override
        public void emit(JobAction action) {
            actions.add(action);
        }

        @Override
        public Workers workers() {
            return workers;
        }

        @Override
        public CoreOptions options() {
            return options;
        }

        @Override
        public TransitionObserver observer() {
            return observer;
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public long wallClock() {
            return wallClock;
        }

        @Override
        public String workersUnavailable() {
            return unavailable;
        }
    }
}
