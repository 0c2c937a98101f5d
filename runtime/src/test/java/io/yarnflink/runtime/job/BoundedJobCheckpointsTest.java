package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.control.message.AttemptState;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;

/** Checkpoints of jobs whose tasks come to the end of their data. */
final class BoundedJobCheckpointsTest {

    private final CheckpointScenario job = CheckpointScenario.running();
    private final CoreScenario core = job.core();

    @Test
    void shouldTakeALastOneAtOnceWhenAllAreAtTheEnd() {
        job.heartbeat(0, true, 0);
        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.heartbeat(1, true, 0);

        assertThat(core.only(JobAction.PrepareCheckpoint.class).order().purpose())
                .isEqualTo(CheckpointPurpose.CHECKPOINT);
    }

    @Test
    void shouldIgnoreThePauseForTheLastOne() {
        CheckpointScenario pausing = CheckpointScenario.running(
                CoreScenario.pipeline(),
                new CheckpointSettings(
                        Optional.of(CheckpointScenario.INTERVAL),
                        CheckpointScenario.TIMEOUT,
                        Duration.ofHours(1),
                        1,
                        0,
                        true,
                        1,
                        false));
        pausing.complete();

        pausing.heartbeat(0, true, 1);
        pausing.heartbeat(1, true, 1);

        assertThat(pausing.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldTakeTheLastOneAfterTheOneUnderWay() {
        long id = job.begin().id();
        job.heartbeat(0, true, 0);
        job.heartbeat(1, true, 0);
        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).isEmpty();
        job.collect(id);

        job.stored(id);

        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldTakeOnlyOneLastOneAndLeaveTheRestToTheInterval() {
        job.heartbeat(0, true, 0);
        job.heartbeat(1, true, 0);
        job.prepared(1);
        job.decline(0, 1, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);
        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.after(CheckpointScenario.INTERVAL);

        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldBeginNothingMoreWhenTheLastOneIsComplete() {
        job.heartbeat(0, true, 0);
        job.heartbeat(1, true, 0);
        job.collect(1);
        job.stored(1);

        job.after(CheckpointScenario.INTERVAL);
        assertThat(core.decided()).isEmpty();
        job.report(0, AttemptState.FINISHED);
        job.report(1, AttemptState.FINISHED);

        assertThat(job.phase()).isEqualTo(JobPhase.FINISHED);
    }

    @Test
    void shouldTriggerTasksWhoseProducersHaveFinished() {
        job.report(0, AttemptState.FINISHED);
        long id = job.begin().id();

        job.prepared(id);
        assertThat(core.only(JobAction.TriggerCheckpoint.class).attempt())
                .isEqualTo(job.order(1).attempt());
        job.acknowledge(1, id);

        assertThat(core.only(JobAction.StoreCheckpoint.class).contents().finishedBefore())
                .containsExactly(job.order(0).subtask());
    }

    @Test
    void shouldAbortWhatATaskFinishesWithoutAndTakeTheLastOneForThoseThatAreLeft() {
        long id = job.begin().id();
        job.prepared(id);
        job.heartbeat(1, true, 0);

        job.report(0, AttemptState.FINISHED);

        assertThat(core.only(JobAction.AbortCheckpoint.class).order().id()).isEqualTo(id);
        assertThat(core.only(JobAction.PrepareCheckpoint.class).order().id()).isEqualTo(id + 1);
    }

    @Test
    void shouldTakeNoneAfterTasksFinishedIfThatIsOff() {
        CheckpointScenario off = CheckpointScenario.running(
                CoreScenario.pipeline(),
                new CheckpointSettings(
                        Optional.of(CheckpointScenario.INTERVAL),
                        CheckpointScenario.TIMEOUT,
                        Duration.ZERO,
                        1,
                        0,
                        false,
                        1,
                        false));
        off.report(0, AttemptState.FINISHED);

        off.after(CheckpointScenario.INTERVAL);
        assertThat(off.core().decided(JobAction.PrepareCheckpoint.class)).isEmpty();
        off.request(7, CheckpointPurpose.SAVEPOINT);

        assertThat(off.refusal()).contains("checkpoints-after-tasks-finish");
    }
}
