package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobAction.DeployAttempt;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Mistakes about checkpoints, savepoints and restarts that a core may make, each of which the simulation must notice. */
enum CheckpointMistake {
    CONFIRMS_BEFORE_STORED(ConfirmsBeforeStored::new),
    CONFIRMS_ONCE(ConfirmsOnce::new),
    NEVER_CONFIRMS(core -> Mistaken.silent(core, JobAction.ConfirmCheckpoint.class::isInstance)),
    RESTORES_THE_PREVIOUS_ONE(RestoresPrevious::new),
    RESTORES_NOTHING_OF_ONE_SUBTASK(core -> Mistaken.saying(core, action -> List.of(secondFromNothing(action)))),
    FORGETS_WHAT_IT_WAS_RESTORED_FROM(core -> Mistaken.hearing(core, CheckpointMistake::notRestored)),
    RESETS_COORDINATORS_TO_ANOTHER(core -> Mistaken.saying(core, action -> List.of(resetToNothing(action)))),
    NEVER_RESETS_THE_JOB(core -> Mistaken.silent(core, JobAction.JobReset.class::isInstance)),
    FORGETS_A_SUBTASK(core -> Mistaken.saying(core, action -> List.of(withoutOne(action, false)))),
    TAKES_A_RUNNING_TASK_FOR_FINISHED(core -> Mistaken.saying(core, action -> List.of(withoutOne(action, true)))),
    FORGETS_A_SOURCE(core -> Mistaken.silent(core, CheckpointMistake::triggersSecond)),
    TAKES_STALE_ACKNOWLEDGEMENTS(TakesStaleAcknowledgements::new),
    TRIGGERS_UNPREPARED(TriggersUnprepared::new),
    TAKES_FAILED_WRITES_FOR_STORED(TakesFailedForStored::new),
    SUBSUMES_ALL_BUT_THE_NEWEST(core -> Mistaken.hearing(core, event -> with(event, Setting.RETAINED, 1))),
    KEEPS_ONE_TOO_MANY(core -> Mistaken.hearing(core, event -> with(event, Setting.RETAINED, 4))),
    SUBSUMES_WHAT_IT_RESTORES_FROM(core -> Mistaken.saying(core, action -> List.of(subsumingItself(action)))),
    DELETES_RETAINED_FILES(DeletesRetainedFiles::new),
    NEVER_DISCARDS_LATE_STATE(core -> Mistaken.silent(core, JobAction.DiscardSnapshot.class::isInstance)),
    LEAVES_WHAT_WAS_ABORTED(core -> Mistaken.silent(core, JobAction.AbortCheckpoint.class::isInstance)),
    NEVER_TIMES_OUT(core -> Mistaken.deaf(core, CheckpointMistake::isOverdue)),
    IGNORES_DECLINES(core -> Mistaken.deaf(core, JobEvent.CheckpointDeclined.class::isInstance)),
    TOLERATES_ANYTHING(core -> Mistaken.hearing(core, event -> with(event, Setting.TOLERABLE, Integer.MAX_VALUE))),
    TOLERATES_NOTHING(core -> Mistaken.hearing(core, event -> with(event, Setting.TOLERABLE, 0))),
    NEVER_PAUSES(core -> Mistaken.hearing(core, event -> with(event, Setting.PAUSE, 0))),
    TAKES_TOO_MANY_AT_ONCE(core -> Mistaken.hearing(core, event -> with(event, Setting.CONCURRENT, 5))),
    SHARES_FOREIGN_FILES(core -> Mistaken.hearing(core, event -> with(event, Setting.FULL, 0))),
    TELLS_THE_WRONG_TIME(core -> Mistaken.saying(core, action -> List.of(atTheBeginningOfTime(action)))),
    ANSWERS_STOPS_TOO_EARLY(AnswersStopsTooEarly::new),
    NEVER_ANSWERS(core -> Mistaken.silent(core, JobAction.SavepointAnswered.class::isInstance)),
    ANSWERS_TWICE(core -> Mistaken.saying(
            core, action -> action instanceof JobAction.SavepointAnswered ? List.of(action, action) : List.of(action))),
    TELLS_FAILED_SAVEPOINTS_AS_THERE(core -> Mistaken.saying(core, action -> List.of(failedAsThere(action))));

    /** What a core may understand wrongly. */
    private enum Setting {
        RETAINED,
        TOLERABLE,
        PAUSE,
        CONCURRENT,
        FULL
    }

    @SuppressWarnings("ImmutableEnumChecker") // what makes them holds nothing
    private final UnaryOperator<Decider> maker;

    CheckpointMistake(UnaryOperator<Decider> maker) {
        this.maker = maker;
    }

    /** A core that makes the mistake. */
    Decider in(Decider core) {
        return maker.apply(core);
    }

    private static boolean isOverdue(JobEvent event) {
        return event instanceof JobEvent.TimerFired fired && fired.timer() instanceof Timer.CheckpointOverdue;
    }

    private static boolean triggersSecond(JobAction action) {
        return action instanceof JobAction.TriggerCheckpoint trigger
                && trigger.attempt().getSubtaskIndex() == 1;
    }

    private static JobAction secondFromNothing(JobAction action) {
        return action instanceof DeployAttempt of && of.subtask().index() == 1
                ? new DeployAttempt(
                        of.job(),
                        of.worker(),
                        of.sequence(),
                        of.attempt(),
                        of.subtask(),
                        of.slot(),
                        of.placement(),
                        OptionalLong.empty())
                : action;
    }

    private static JobAction resetToNothing(JobAction action) {
        return action instanceof JobAction.SubtasksReset reset
                ? new JobAction.SubtasksReset(reset.job(), reset.subtasks(), OptionalLong.empty())
                : action;
    }

    private static JobAction withoutOne(JobAction action, boolean asFinished) {
        if (!(action instanceof JobAction.StoreCheckpoint store)) {
            return action;
        }
        Map<Subtask, SubtaskSnapshot> snapshots = new HashMap<>(store.contents().snapshots());
        Set<Subtask> finished = new HashSet<>(store.contents().finishedBefore());
        Subtask one = snapshots.keySet().iterator().next();
        snapshots.remove(one);
        if (asFinished) {
            finished.add(one);
        }
        return new JobAction.StoreCheckpoint(
                store.job(), new CheckpointContents(store.contents().order(), snapshots, finished));
    }

    private static JobAction subsumingItself(JobAction action) {
        return action instanceof JobAction.CheckpointCompleted completed
                ? new JobAction.CheckpointCompleted(
                        completed.job(),
                        completed.checkpoint(),
                        List.of(completed.checkpoint().id()))
                : action;
    }

    private static JobAction atTheBeginningOfTime(JobAction action) {
        return action instanceof JobAction.PrepareCheckpoint prepare
                ? new JobAction.PrepareCheckpoint(
                        prepare.job(),
                        new CheckpointOrder(
                                prepare.order().id(),
                                prepare.order().purpose(),
                                0,
                                prepare.order().directory(),
                                prepare.order().canonical()))
                : action;
    }

    private static JobAction failedAsThere(JobAction action) {
        return action instanceof JobAction.SavepointAnswered answered
                        && answered.path().isEmpty()
                ? new JobAction.SavepointAnswered(
                        answered.job(), answered.request(), Optional.of("job0/savepoint-1"), Optional.empty())
                : action;
    }

    private static JobEvent notRestored(JobEvent event) {
        return event instanceof JobEvent.JobSubmitted job
                ? new JobEvent.JobSubmitted(job.topology(), job.restartPolicy(), job.checkpoints(), Optional.empty())
                : event;
    }

    private static JobEvent with(JobEvent event, Setting setting, int value) {
        if (!(event instanceof JobEvent.JobSubmitted job)) {
            return event;
        }
        CheckpointSettings meant = job.checkpoints();
        CheckpointSettings taken = new CheckpointSettings(
                meant.interval(),
                meant.timeout(),
                setting == Setting.PAUSE ? Duration.ZERO : meant.minimumPause(),
                setting == Setting.CONCURRENT ? value : meant.maximumConcurrent(),
                setting == Setting.TOLERABLE ? value : meant.tolerableFailures(),
                meant.afterTasksFinish(),
                setting == Setting.RETAINED ? value : meant.retained(),
                setting != Setting.FULL && meant.firstIsFull());
        return new JobEvent.JobSubmitted(job.topology(), job.restartPolicy(), taken, job.restored());
    }
}
