package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;

/** One checkpoint from its trigger to its end, while all workers live. */
final class CheckpointLifeTest {

    private final CheckpointScenario job = CheckpointScenario.running();
    private final CoreScenario core = job.core();

    @Test
    void shouldPrepareACheckpointWhenTheIntervalIsOver() {
        job.after(CheckpointScenario.INTERVAL.minusMillis(1));
        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.after(Duration.ofMillis(1));

        CheckpointOrder order = core.only(JobAction.PrepareCheckpoint.class).order();
        assertThat(order.id()).isEqualTo(1);
        assertThat(order.purpose()).isEqualTo(CheckpointPurpose.CHECKPOINT);
        assertThat(order.timestamp()).isEqualTo(CoreScenario.EPOCH + CheckpointScenario.INTERVAL.toMillis());
        assertThat(core.only(JobAction.SetTimer.class))
                .isEqualTo(
                        new JobAction.SetTimer(new Timer.CheckpointOverdue(job.job(), 1), CheckpointScenario.TIMEOUT));
    }

    @Test
    void shouldTriggerSourcesWhenPrepared() {
        long id = job.begin().id();

        job.prepared(id);

        assertThat(core.only(JobAction.TriggerCheckpoint.class).attempt())
                .isEqualTo(job.order(0).attempt());
    }

    @Test
    void shouldStoreWhenAllHaveAcknowledgedOnce() {
        long id = job.begin().id();
        job.prepared(id);

        SubtaskSnapshot source = job.acknowledge(0, id);
        job.acknowledge(0, id);
        assertThat(core.decided()).isEmpty();
        SubtaskSnapshot sink = job.acknowledge(1, id);

        assertThat(core.only(JobAction.StoreCheckpoint.class).contents().snapshots())
                .containsEntry(job.order(0).subtask(), source)
                .containsEntry(job.order(1).subtask(), sink)
                .hasSize(2);
    }

    @Test
    void shouldTellCoordinatorsThenTasksThatItIsComplete() {
        long id = job.begin().id();
        job.collect(id);

        job.stored(id);

        assertThat(core.only(JobAction.CheckpointCompleted.class).subsumed()).isEmpty();
        assertThat(core.decided(JobAction.ConfirmCheckpoint.class))
                .extracting(JobAction.ConfirmCheckpoint::attempt)
                .containsExactly(job.order(0).attempt(), job.order(1).attempt());
        assertThat(job.kinds()).startsWith(JobAction.CheckpointCompleted.class, JobAction.ConfirmCheckpoint.class);
    }

    @Test
    void shouldSubsumeWhatIsNotRetained() {
        long first = job.complete();

        long second = job.complete();

        assertThat(second).isEqualTo(first + 1);
        assertThat(core.only(JobAction.CheckpointCompleted.class).subsumed()).containsExactly(first);
        assertThat(core.decided(JobAction.ConfirmCheckpoint.class))
                .allMatch(confirm -> confirm.subsumed() == first && confirm.checkpoint() == second);
    }

    @Test
    void shouldAbortWhatATaskDeclinesAndTryAgainAfterTheInterval() {
        long id = job.begin().id();
        job.prepared(id);
        SubtaskSnapshot source = job.acknowledge(0, id);

        job.decline(1, id, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);

        assertThat(core.only(JobAction.AbortCheckpoint.class).snapshots()).containsExactly(source);
        assertThat(core.decided(JobAction.AbortOnTask.class)).hasSize(2);
        assertThat(job.begin().id()).isEqualTo(id + 1);
    }

    @Test
    void shouldDropStateThatComesLate() {
        long id = job.begin().id();
        job.prepared(id);
        job.decline(1, id, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);

        SubtaskSnapshot late = job.acknowledge(0, id);

        assertThat(core.only(JobAction.DiscardSnapshot.class).snapshot()).isSameAs(late);
    }

    @Test
    void shouldKeepStateOfACompleteCheckpointThatIsToldTwice() {
        long id = job.complete();

        job.acknowledge(0, id);

        assertThat(core.decided()).isEmpty();
    }

    @Test
    void shouldAbortWhatIsNotCompleteInTime() {
        long id = job.begin().id();
        job.prepared(id);
        job.acknowledge(0, id);

        job.tell(new JobEvent.TimerFired(new Timer.CheckpointOverdue(job.job(), id)));

        assertThat(core.only(JobAction.AbortCheckpoint.class).order().id()).isEqualTo(id);
    }

    @Test
    void shouldAbortAgainWhatIsStoredAfterItWasAborted() {
        long id = job.begin().id();
        job.collect(id);
        job.tell(new JobEvent.TimerFired(new Timer.CheckpointOverdue(job.job(), id)));

        job.stored(id);

        assertThat(core.only(JobAction.AbortCheckpoint.class).snapshots()).isEmpty();
        assertThat(core.decided(JobAction.CheckpointCompleted.class)).isEmpty();
    }

    @Test
    void shouldIgnoreTheTimeoutOfACompleteCheckpoint() {
        long id = job.complete();

        job.tell(new JobEvent.TimerFired(new Timer.CheckpointOverdue(job.job(), id)));

        assertThat(core.decided()).isEmpty();
    }

    @Test
    void shouldConfirmAgainWhatATaskDoesNotShowToHaveHeard() {
        long id = job.complete();
        job.heartbeat(0, false, 0);
        assertThat(core.decided(JobAction.ConfirmCheckpoint.class)).isEmpty();
        core.after(Duration.ofSeconds(3));

        job.heartbeat(0, false, 0);
        assertThat(core.only(JobAction.ConfirmCheckpoint.class).checkpoint()).isEqualTo(id);
        job.heartbeat(0, false, id);
        core.after(Duration.ofSeconds(3));
        job.heartbeat(0, false, 0);

        assertThat(core.decided(JobAction.ConfirmCheckpoint.class)).isEmpty();
    }

    @Test
    void shouldTakeNoneBeforeAllTasksRun() {
        CheckpointScenario other = new CheckpointScenario(CoreScenario.pipeline());
        other.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());
        other.connectWorkers();
        other.report(0, AttemptState.RUNNING);

        other.after(CheckpointScenario.INTERVAL);

        assertThat(other.core().decided()).isEqualTo(List.of());
    }
}
