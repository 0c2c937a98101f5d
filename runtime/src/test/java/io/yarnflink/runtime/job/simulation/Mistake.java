package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobAction.DeployAttempt;
import io.yarnflink.runtime.job.JobEnd;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.job.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes that a core may make, each of which the simulation must notice. */
enum Mistake {
    NEVER_CANCELS(core -> Mistaken.silent(core, JobAction.CancelAttempt.class::isInstance)),
    TAKES_THE_ORDER_TO_CANCEL_FOR_THE_END(TakesOrdersForDeeds::new),
    FORGETS_LOST_WORKERS(core -> Mistaken.deaf(core, JobEvent.WorkerGone.class::isInstance)),
    NEVER_NOTICES_SILENCE(core -> Mistaken.deaf(core, Mistake::looksForSilence)),
    NAMES_STALE_ATTEMPTS(NamesStaleAttempts::new),
    PUTS_ALL_INTO_ONE_SLOT(core -> Mistaken.saying(core, action -> List.of(inFirstSlot(action)))),
    DEPLOYS_TO_LOST_WORKERS(DeploysToLostWorkers::new),
    NEVER_REPEATS_A_DEPLOYMENT(NeverRepeatsDeployments::new),
    NUMBERS_ALL_DEPLOYMENTS_ALIKE(core -> Mistaken.saying(core, action -> List.of(withoutNumber(action)))),
    TAKES_FAILED_FOR_FINISHED(core -> Mistaken.hearing(core, Mistake::failedAsFinished)),
    ENDS_JOBS_THAT_RUN(core -> Mistaken.saying(core, Mistake::endWhenAllRun)),
    NEVER_ACKNOWLEDGES(core -> Mistaken.silent(core, JobAction.AcknowledgeEnd.class::isInstance)),
    WANTS_ONE_WORKER_LESS_AFTER_A_LOSS(WantsLessAfterLoss::new),
    TELLS_ANOTHER_CAUSE(core -> Mistaken.saying(core, action -> List.of(withOtherCause(action)))),
    SKIPS_THE_PAUSE(core -> Mistaken.hearing(core, event -> withPolicy(event, 0, Duration.ZERO))),
    RESTARTS_ONCE_TOO_OFTEN(core -> Mistaken.hearing(core, event -> withPolicy(event, 1, null))),
    RESTARTS_ONCE_TOO_SELDOM(core -> Mistaken.hearing(core, event -> withPolicy(event, -1, null))),
    RELEASES_WORKERS_IN_USE(core -> Mistaken.saying(core, Mistake::releaseOnReady)),
    LEAKS_LOST_WORKERS(core -> Mistaken.silent(core, JobAction.ReleaseWorker.class::isInstance)),
    TAKES_LOST_WORKERS_BACK(core -> Mistaken.saying(core, action -> List.of(acceptAll(action)))),
    SAYS_TOO_EARLY_THAT_ALL_RUN(core -> Mistaken.saying(core, Mistake::runningOnReady)),
    TELLS_READINESS_TWICE(core -> Mistaken.saying(
            core, action -> action instanceof JobAction.AttemptReady ? List.of(action, action) : List.of(action))),
    NEVER_TELLS_ENDS(core -> Mistaken.silent(core, JobAction.AttemptEnded.class::isInstance)),
    NEVER_TELLS_RESETS(core -> Mistaken.silent(core, JobAction.SubtasksReset.class::isInstance)),
    IGNORES_CANCELLATION(core -> Mistaken.deaf(core, JobEvent.CancelRequested.class::isInstance)),
    MISSES_NOTHING(core -> Mistaken.hearing(core, Mistake::nothingReceived)),
    WAITS_FOR_SLOTS_FOR_EVER(core -> Mistaken.deaf(core, Mistake::looksForOverdueSlots)),
    OVERLOOKS_A_SLOT(core -> Mistaken.hearing(core, Mistake::withOneSlotLess)),
    LOSES_ACCUMULATORS(core -> Mistaken.saying(core, action -> List.of(withoutAccumulators(action)))),
    TELLS_FAILED_JOBS_AS_CANCELED(core -> Mistaken.saying(core, action -> List.of(failedAsCanceled(action))));

    @SuppressWarnings("ImmutableEnumChecker") // what makes them holds nothing
    private final UnaryOperator<Decider> maker;

    Mistake(UnaryOperator<Decider> maker) {
        this.maker = maker;
    }

    /** A core that makes the mistake. */
    Decider in(Decider core) {
        return maker.apply(core);
    }

    private static boolean looksForSilence(JobEvent event) {
        return event instanceof JobEvent.TimerFired fired && fired.timer() instanceof Timer.CheckHeartbeats;
    }

    private static boolean looksForOverdueSlots(JobEvent event) {
        return event instanceof JobEvent.TimerFired fired && fired.timer() instanceof Timer.SlotsOverdue;
    }

    private static JobEvent withOneSlotLess(JobEvent event) {
        return event instanceof JobEvent.WorkerConnected worker && worker.slots() > 1
                ? new JobEvent.WorkerConnected(worker.worker(), worker.address(), worker.slots() - 1)
                : event;
    }

    private static JobAction inFirstSlot(JobAction action) {
        return action instanceof DeployAttempt of
                ? new DeployAttempt(
                        of.job(),
                        of.worker(),
                        of.sequence(),
                        of.attempt(),
                        of.subtask(),
                        0,
                        of.placement(),
                        of.restore())
                : action;
    }

    private static JobAction withoutNumber(JobAction action) {
        return action instanceof DeployAttempt of
                ? new DeployAttempt(
                        of.job(), of.worker(), 1, of.attempt(), of.subtask(), of.slot(), of.placement(), of.restore())
                : action;
    }

    private static JobEvent failedAsFinished(JobEvent event) {
        if (event instanceof JobEvent.AttemptReported report) {
            return new JobEvent.AttemptReported(report.worker(), failedAsFinished(report.status()));
        } else if (event instanceof JobEvent.HeartbeatReceived heartbeat) {
            return new JobEvent.HeartbeatReceived(
                    heartbeat.worker(),
                    heartbeat.lastDeployment(),
                    heartbeat.attempts().stream().map(Mistake::failedAsFinished).toList());
        }
        return event;
    }

    private static AttemptStatus failedAsFinished(AttemptStatus status) {
        boolean failed = status.state() == AttemptState.FAILED;
        return failed
                ? new AttemptStatus(
                        status.attempt(), AttemptState.FINISHED, Optional.empty(), new byte[1], status.progress())
                : status;
    }

    private static List<JobAction> endWhenAllRun(JobAction action) {
        if (action instanceof JobAction.AllRunning all) {
            JobEnd end = new JobEnd(JobPhase.FINISHED, Optional.empty(), List.of());
            return List.of(action, new JobAction.JobEnded(all.job(), end));
        }
        return List.of(action);
    }

    private static JobAction withOtherCause(JobAction action) {
        if (action instanceof JobAction.JobEnded ended && ended.end().phase() == JobPhase.FAILED) {
            FailureCause other = new FailureCause("RemoteTransportException: something else", "");
            return new JobAction.JobEnded(ended.job(), new JobEnd(JobPhase.FAILED, Optional.of(other), List.of()));
        }
        return action;
    }

    private static List<JobAction> releaseOnReady(JobAction action) {
        return action instanceof JobAction.AttemptReady ready
                ? List.of(action, new JobAction.ReleaseWorker(ready.worker(), "not needed"))
                : List.of(action);
    }

    private static JobAction acceptAll(JobAction action) {
        return action instanceof JobAction.RejectWorker rejected
                ? new JobAction.AcceptWorker(rejected.worker())
                : action;
    }

    private static List<JobAction> runningOnReady(JobAction action) {
        return action instanceof JobAction.AttemptReady ready
                ? List.of(action, new JobAction.AllRunning(ready.job()))
                : List.of(action);
    }

    private static JobEvent nothingReceived(JobEvent event) {
        return event instanceof JobEvent.HeartbeatReceived heartbeat
                ? new JobEvent.HeartbeatReceived(heartbeat.worker(), 0, heartbeat.attempts())
                : event;
    }

    private static JobAction withoutAccumulators(JobAction action) {
        return action instanceof JobAction.JobEnded ended
                ? new JobAction.JobEnded(
                        ended.job(), new JobEnd(ended.end().phase(), ended.end().cause(), List.of()))
                : action;
    }

    private static JobAction failedAsCanceled(JobAction action) {
        return action instanceof JobAction.JobEnded ended && ended.end().phase() == JobPhase.FAILED
                ? new JobAction.JobEnded(ended.job(), new JobEnd(JobPhase.CANCELED, Optional.empty(), List.of()))
                : action;
    }

    private static JobEvent withPolicy(JobEvent event, int more, @Nullable Duration pause) {
        if (event instanceof JobEvent.JobSubmitted job
                && job.restartPolicy() instanceof RestartPolicy.FixedDelay policy) {
            return new JobEvent.JobSubmitted(
                    job.topology(),
                    new RestartPolicy.FixedDelay(policy.restarts() + more, pause == null ? policy.pause() : pause),
                    job.checkpoints(),
                    job.restored());
        }
        return event;
    }
}
