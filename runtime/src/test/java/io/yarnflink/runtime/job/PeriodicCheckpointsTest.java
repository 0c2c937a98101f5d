package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.junit.jupiter.api.Test;

/** When the next checkpoint is taken, and what becomes of jobs whose checkpoints fail. */
final class PeriodicCheckpointsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static CheckpointSettings settings(Duration pause, int concurrent, int tolerable) {
        return new CheckpointSettings(
                Optional.of(CheckpointScenario.INTERVAL),
                CheckpointScenario.TIMEOUT,
                pause,
                concurrent,
                tolerable,
                true,
                1,
                false);
    }

    private static CheckpointScenario running(CheckpointSettings settings) {
        return CheckpointScenario.running(CoreScenario.pipeline(), settings);
    }

    @Test
    void shouldMeasureTheIntervalFromTriggerToTrigger() {
        CheckpointScenario job = CheckpointScenario.running();
        long id = job.begin().id();
        job.collect(id);
        job.core().after(SECOND.multipliedBy(4));
        job.stored(id);

        assertThat(job.core().only(JobAction.SetTimer.class))
                .isEqualTo(new JobAction.SetTimer(new Timer.CheckpointDue(job.job()), SECOND.multipliedBy(6)));
        job.after(SECOND.multipliedBy(6));

        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldPauseAfterACompletion() {
        CheckpointScenario job = running(settings(SECOND.multipliedBy(8), 1, 0));
        long id = job.begin().id();
        job.collect(id);
        job.core().after(SECOND.multipliedBy(7));
        job.stored(id);

        job.after(SECOND.multipliedBy(7));
        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).isEmpty();
        job.after(SECOND);

        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldWaitForTheOneUnderWayAndThenBeginAtOnce() {
        CheckpointScenario job = CheckpointScenario.running();
        long id = job.begin().id();
        job.collect(id);
        job.after(CheckpointScenario.INTERVAL);
        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.stored(id);

        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldHaveSeveralUnderWayAndDropThoseThatAreOvertaken() {
        CheckpointScenario job = running(settings(Duration.ZERO, 2, 0));
        long first = job.begin().id();
        job.prepared(first);
        long second = job.begin().id();
        job.collect(second);

        job.stored(second);

        assertThat(job.core().only(JobAction.AbortCheckpoint.class).order().id())
                .isEqualTo(first);
        assertThat(job.core().decided(JobAction.AbortOnTask.class))
                .hasSize(2)
                .allMatch(abort -> abort.latestCompleted() == second);
    }

    @Test
    void shouldPrepareOneAtATime() {
        CheckpointScenario job = running(settings(Duration.ZERO, 2, 0));
        long first = job.begin().id();
        job.after(CheckpointScenario.INTERVAL);
        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.prepared(first);

        assertThat(job.core().decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldStartTheJobOverWhenTooManyFailInARow() {
        CheckpointScenario job = running(settings(Duration.ZERO, 1, 1));
        job.failed(job.begin().id(), CheckpointFailureReason.IO_EXCEPTION);
        assertThat(job.phase()).isEqualTo(JobPhase.RUNNING);

        job.failed(job.begin().id(), CheckpointFailureReason.IO_EXCEPTION);

        assertThat(job.phase()).isEqualTo(JobPhase.RESTARTING);
        assertThat(job.core().canceled()).hasSize(2);
    }

    @Test
    void shouldGoOnHoweverManyComeAtABadMoment() {
        CheckpointScenario job = CheckpointScenario.running();
        for (int i = 0; i < 5; i++) {
            long id = job.begin().id();
            job.prepared(id);
            job.decline(0, id, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);
        }

        assertThat(job.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldShareNoFileWithWhatItBeganFromUntilOneIsComplete() {
        CheckpointScenario job = new CheckpointScenario(CoreScenario.pipeline());
        CompletedCheckpoint restored = job.completed(41);
        job.submit(
                new CheckpointSettings(
                        Optional.of(CheckpointScenario.INTERVAL),
                        CheckpointScenario.TIMEOUT,
                        Duration.ZERO,
                        1,
                        9,
                        true,
                        1,
                        true),
                Optional.of(restored));
        job.connectWorkers();
        job.allRun();

        long first = job.begin().id();
        assertThat(first).isEqualTo(42);
        job.failed(first, CheckpointFailureReason.IO_EXCEPTION);
        assertThat(job.begin().purpose()).isEqualTo(CheckpointPurpose.FULL_CHECKPOINT);
        job.collect(43);
        job.stored(43);

        assertThat(job.core().only(JobAction.CheckpointCompleted.class).subsumed())
                .containsExactly(41L);
        assertThat(job.begin().purpose()).isEqualTo(CheckpointPurpose.CHECKPOINT);
    }

    @Test
    void shouldTakeNoneWithoutAnInterval() {
        CheckpointScenario job = running(CheckpointSettings.none());

        job.after(Duration.ofDays(1));

        assertThat(job.core().decided()).isEmpty();
    }
}
