package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.control.message.AttemptState;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;

/** Savepoints while the job goes on. */
final class SavepointsTest {

    private final CheckpointScenario job = CheckpointScenario.running();
    private final CoreScenario core = job.core();

    @Test
    void shouldTakeASavepointAtOnceAndAnswerWithItsPath() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        CheckpointOrder order = core.only(JobAction.PrepareCheckpoint.class).order();
        assertThat(order.purpose()).isEqualTo(CheckpointPurpose.SAVEPOINT);
        assertThat(order.directory()).contains("file:/savepoints");
        job.collect(order.id());

        job.stored(order.id());

        assertThat(job.answer().request()).isEqualTo(7);
        assertThat(job.answer().path()).contains("file:/" + order.id());
        assertThat(job.answer().failure()).isEmpty();
    }

    @Test
    void shouldNeitherCommitNorRestartFromASavepoint() {
        long checkpoint = job.complete();
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.collect(checkpoint + 1);
        job.stored(checkpoint + 1);

        assertThat(core.decided(JobAction.CheckpointCompleted.class)).isEmpty();
        assertThat(core.decided(JobAction.ConfirmCheckpoint.class)).isEmpty();
        job.fail(0);
        job.report(1, AttemptState.CANCELED);
        assertThat(job.order(0).restore()).hasValue(checkpoint);
    }

    @Test
    void shouldTakeASavepointWhileACheckpointIsUnderWay() {
        job.prepared(job.begin().id());

        job.request(7, CheckpointPurpose.SAVEPOINT);

        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
        assertThat(core.decided(JobAction.AbortCheckpoint.class)).isEmpty();
    }

    @Test
    void shouldTakeOneSavepointAfterTheOther() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.request(8, CheckpointPurpose.SAVEPOINT);
        assertThat(core.decided()).isEmpty();
        job.collect(1);

        job.stored(1);
        assertThat(job.answer().request()).isEqualTo(7);
        assertThat(core.only(JobAction.PrepareCheckpoint.class).order().id()).isEqualTo(2);
        job.collect(2);
        job.stored(2);

        assertThat(job.answer().request()).isEqualTo(8);
    }

    @Test
    void shouldAnswerWithTheReasonWhenItFails() {
        job.request(7, CheckpointPurpose.SAVEPOINT);

        job.failed(1, CheckpointFailureReason.IO_EXCEPTION);

        assertThat(job.refusal()).isEqualTo("Savepoint 1 of job 'pipeline' failed: disk full");
        assertThat(job.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldNameWhoDeclined() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.prepared(1);

        job.decline(1, 1, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);

        assertThat(job.refusal()).contains("sink (1/1) declined it: no");
    }

    @Test
    void shouldNameWhoIsLate() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.prepared(1);
        job.acknowledge(0, 1);

        job.tell(new JobEvent.TimerFired(new Timer.CheckpointOverdue(job.job(), 1)));

        assertThat(job.refusal())
                .contains("after 60 s")
                .contains("1 of 2 tasks")
                .contains("sink (1/1)");
    }

    @Test
    void shouldWaitUntilAllTasksRun() {
        CheckpointScenario starting = new CheckpointScenario(CoreScenario.pipeline());
        starting.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());
        starting.connectWorkers();
        starting.report(0, AttemptState.RUNNING);

        starting.request(7, CheckpointPurpose.SAVEPOINT);
        assertThat(starting.core().decided()).isEmpty();
        starting.report(1, AttemptState.RUNNING);

        assertThat(starting.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldRefuseWhenTheJobDoesNotRun() {
        CheckpointScenario waiting = new CheckpointScenario(CoreScenario.pipeline());
        waiting.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());

        waiting.request(7, CheckpointPurpose.SAVEPOINT);

        assertThat(waiting.refusal())
                .isEqualTo("Expected a job that is RUNNING to take a savepoint of, but job 'pipeline' is"
                        + " WAITING_FOR_SLOTS. Ask again when it runs");
    }

    @Test
    void shouldRefuseForAJobThatIsNotThere() {
        CheckpointScenario other = new CheckpointScenario(CoreScenario.pipeline());

        other.request(7, CheckpointPurpose.SAVEPOINT);

        assertThat(other.refusal()).contains("but there is none");
    }

    @Test
    void shouldAnswerThoseWhoWaitWhenTheJobRestarts() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.request(8, CheckpointPurpose.SAVEPOINT);

        job.fail(0);

        assertThat(job.answers())
                .extracting(JobAction.SavepointAnswered::request)
                .containsExactly(7L, 8L);
        assertThat(job.answers()).allMatch(answer -> answer.path().isEmpty());
    }

    @Test
    void shouldAnswerThoseWhoWaitWhenTheJobIsCanceled() {
        job.request(7, CheckpointPurpose.SAVEPOINT);
        job.prepared(1);

        job.tell(new JobEvent.CancelRequested(job.job()));

        assertThat(job.refusal()).contains("was canceled");
        assertThat(core.decided(JobAction.AbortCheckpoint.class)).hasSize(1);
    }
}
