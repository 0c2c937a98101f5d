package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.control.message.AttemptState;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that stop with a savepoint, or fail to. */
final class StopWithSavepointTest {

    private final CheckpointScenario job =
            CheckpointScenario.running(CoreScenario.regionAndPipeline(), CheckpointScenario.EVERY_TEN_SECONDS);
    private final CoreScenario core = job.core();

    private void finishAll() {
        for (int vertex = 0; vertex < 3; vertex++) {
            job.report(vertex, AttemptState.FINISHED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CheckpointPurpose.class,
            names = {"SUSPEND", "DRAIN"})
    void shouldConfirmTheSavepointAndAnswerWhenTheJobHasFinished(CheckpointPurpose purpose) {
        job.request(7, purpose);
        assertThat(core.only(JobAction.PrepareCheckpoint.class).order().purpose())
                .isEqualTo(purpose);
        job.collect(1);
        job.stored(1);
        assertThat(job.answers()).isEmpty();
        assertThat(core.only(JobAction.CheckpointCompleted.class).subsumed()).isEmpty();
        assertThat(core.decided(JobAction.ConfirmCheckpoint.class)).hasSize(3);
        assertThat(job.phase()).isEqualTo(JobPhase.RUNNING);

        finishAll();

        assertThat(job.answer().path()).contains("file:/1");
        assertThat(job.kinds()).containsSubsequence(JobAction.JobEnded.class, JobAction.SavepointAnswered.class);
        assertThat(job.phase()).isEqualTo(JobPhase.FINISHED);
    }

    @Test
    void shouldStopAJobThatTakesNoCheckpoints() {
        CheckpointScenario without = CheckpointScenario.running(CoreScenario.pipeline(), CheckpointSettings.none());

        without.request(7, CheckpointPurpose.SUSPEND);
        without.collect(1);
        without.stored(1);
        without.report(0, AttemptState.FINISHED);
        without.report(1, AttemptState.FINISHED);

        assertThat(without.answer().path()).isPresent();
    }

    @Test
    void shouldTakeNoCheckpointWhileItStops() {
        job.prepared(job.begin().id());

        job.request(7, CheckpointPurpose.SUSPEND);
        assertThat(core.only(JobAction.AbortCheckpoint.class).order().id()).isEqualTo(1);
        job.collect(2);
        job.after(CheckpointScenario.INTERVAL);
        assertThat(core.decided()).isEmpty();
        job.stored(2);
        job.after(CheckpointScenario.INTERVAL);

        assertThat(core.decided()).isEmpty();
    }

    @Test
    void shouldGoOnAsBeforeIfItFailsBeforeTasksKnow() {
        job.request(7, CheckpointPurpose.SUSPEND);

        job.failed(1, CheckpointFailureReason.IO_EXCEPTION);

        assertThat(job.refusal()).contains("disk full");
        assertThat(job.phase()).isEqualTo(JobPhase.RUNNING);
        assertThat(job.begin().id()).isEqualTo(2);
    }

    @Test
    void shouldStartOverAsAWholeIfItFailsWhenTasksMayHaveStopped() {
        long checkpoint = job.complete();
        job.request(7, CheckpointPurpose.SUSPEND);
        job.prepared(2);

        job.decline(0, 2, CheckpointFailureReason.CHECKPOINT_DECLINED);
        assertThat(job.refusal()).contains("alone (1/1) declined it: no");
        assertThat(core.canceled()).hasSize(3);
        for (int vertex = 0; vertex < 3; vertex++) {
            job.report(vertex, AttemptState.CANCELED);
        }

        assertThat(core.only(JobAction.JobReset.class).checkpoint()).hasValue(checkpoint);
        assertThat(core.decided(JobAction.SubtasksReset.class)).isEmpty();
        assertThat(core.deployments()).hasSize(3);
    }

    @Test
    void shouldStartOverAsAWholeIfATaskFailsBeforeItIsComplete() {
        job.request(7, CheckpointPurpose.SUSPEND);
        job.prepared(1);

        job.fail(0);

        assertThat(job.refusal()).contains("a bug");
        assertThat(core.canceled()).hasSize(2);
        assertThat(core.decided(JobAction.AbortCheckpoint.class)).hasSize(1);
        assertThat(job.phase()).isEqualTo(JobPhase.RESTARTING);
    }

    @Test
    void shouldTakeCheckpointsAgainAfterItFailed() {
        job.request(7, CheckpointPurpose.SUSPEND);
        job.prepared(1);
        job.fail(0);
        job.report(1, AttemptState.CANCELED);
        job.report(2, AttemptState.CANCELED);
        job.allRun();

        assertThat(job.begin().purpose()).isEqualTo(CheckpointPurpose.CHECKPOINT);
    }

    @Test
    void shouldGoOnFromTheSavepointIfATaskFailsAfterIt() {
        job.complete();
        job.request(7, CheckpointPurpose.SUSPEND);
        job.collect(2);
        job.stored(2);
        job.report(1, AttemptState.FINISHED);

        job.fail(0);
        assertThat(job.refusal())
                .startsWith("The savepoint is complete at file:/2, but job 'both' did not finish after it: ");
        assertThat(core.canceled()).containsExactly(job.order(2).attempt());
        job.report(2, AttemptState.CANCELED);

        assertThat(core.only(JobAction.JobReset.class).checkpoint()).hasValue(2);
        assertThat(core.deployments())
                .hasSize(3)
                .allMatch(order -> order.restore().getAsLong() == 2);
        job.allRun();
        assertThat(job.begin().purpose()).isEqualTo(CheckpointPurpose.FULL_CHECKPOINT);
    }

    @Test
    void shouldSayWhereTheSavepointIsIfTheJobIsCanceledAfterIt() {
        job.request(7, CheckpointPurpose.SUSPEND);
        job.collect(1);
        job.stored(1);

        job.tell(new JobEvent.CancelRequested(job.job()));

        assertThat(job.refusal()).contains("complete at file:/1").contains("canceled");
    }

    @Test
    void shouldNotClaimToHaveStoppedAJobThatFinishedByItself() {
        job.heartbeat(0, true, 0);
        job.heartbeat(1, true, 0);
        job.heartbeat(2, true, 0);
        job.collect(1);
        job.stored(1);

        job.request(7, CheckpointPurpose.SUSPEND);
        assertThat(core.decided()).isEmpty();
        finishAll();

        assertThat(job.refusal()).isEqualTo("The savepoint of job 'both' was not taken: job 'both' is FINISHED");
    }
}
