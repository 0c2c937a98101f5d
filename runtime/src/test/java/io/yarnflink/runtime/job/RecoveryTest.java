package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.FailureCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What jobs start over from, and in which order that is decided. */
final class RecoveryTest {

    private final CheckpointScenario job =
            CheckpointScenario.running(CoreScenario.regionAndPipeline(), CheckpointScenario.EVERY_TEN_SECONDS);
    private final CoreScenario core = job.core();

    private void coordinatorFails() {
        job.tell(new JobEvent.JobFailed(job.job(), new FailureCause("coordinator", "")));
    }

    @Test
    void shouldRestartARegionFromTheNewestCheckpoint() {
        long checkpoint = job.complete();

        job.fail(0);

        assertThat(core.only(JobAction.SubtasksReset.class))
                .isEqualTo(new JobAction.SubtasksReset(
                        job.job(), List.of(job.order(0).subtask()), OptionalLong.of(checkpoint)));
        assertThat(core.deployments())
                .singleElement()
                .matches(order -> order.restore().getAsLong() == checkpoint);
    }

    @Test
    void shouldStartOverWithNothingWithoutACheckpoint() {
        job.fail(0);

        assertThat(core.only(JobAction.SubtasksReset.class).checkpoint()).isEmpty();
        assertThat(core.deployments())
                .singleElement()
                .matches(order -> order.restore().isEmpty());
    }

    @Test
    void shouldEndAttemptsThenAbortThenResetThenDeploy() {
        job.prepared(job.begin().id());

        job.fail(0);

        assertThat(job.kinds())
                .containsSubsequence(
                        JobAction.AttemptEnded.class,
                        JobAction.AbortCheckpoint.class,
                        JobAction.AbortOnTask.class,
                        JobAction.SubtasksReset.class,
                        JobAction.DeployAttempt.class);
    }

    @Test
    void shouldTellOnlyTasksThatRunOfAnAbortedCheckpoint() {
        job.prepared(job.begin().id());

        job.lose(1);

        assertThat(core.decided(JobAction.AbortOnTask.class))
                .extracting(JobAction.AbortOnTask::attempt)
                .containsExactly(job.order(0).attempt());
    }

    @Test
    void shouldCompleteACheckpointThatALostTaskHadAcknowledged() {
        long id = job.begin().id();
        job.prepared(id);
        job.acknowledge(1, id);
        job.acknowledge(2, id);
        job.lose(1);
        assertThat(core.decided(JobAction.AbortCheckpoint.class)).isEmpty();
        job.acknowledge(0, id);
        assertThat(core.decided(JobAction.StoreCheckpoint.class)).hasSize(1);

        job.stored(id);
        assertThat(core.only(JobAction.ConfirmCheckpoint.class).attempt())
                .isEqualTo(job.order(0).attempt());
        job.report(2, AttemptState.CANCELED);

        assertThat(core.only(JobAction.SubtasksReset.class).checkpoint()).hasValue(id);
    }

    @Test
    void shouldAbortAtOnceWhatWaitsForTasksThatAreCanceled() {
        long id = job.begin().id();
        job.prepared(id);
        job.acknowledge(1, id);

        job.lose(1);

        assertThat(core.only(JobAction.AbortCheckpoint.class).order().id()).isEqualTo(id);
        assertThat(core.canceled()).hasSize(1);
    }

    @Test
    void shouldAbortWhatIsStillBeingStoredWhenARegionStartsOver() {
        long id = job.begin().id();
        job.collect(id);

        job.fail(0);

        assertThat(core.decided(JobAction.AbortCheckpoint.class)).hasSize(1);
        assertThat(core.only(JobAction.SubtasksReset.class).checkpoint()).isEmpty();
        job.stored(id);
        assertThat(core.decided(JobAction.CheckpointCompleted.class)).isEmpty();
        assertThat(core.decided(JobAction.AbortCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldNotRepeatConfirmationsToAttemptsThatComeAfter() {
        job.complete();
        job.fail(0);
        job.report(0, AttemptState.RUNNING);
        core.after(Duration.ofSeconds(3));

        job.heartbeat(0, false, 0);

        assertThat(core.decided(JobAction.ConfirmCheckpoint.class)).isEmpty();
    }

    @Test
    void shouldTakeTheOverdueCheckpointAsSoonAsAllRunAgain() {
        job.fail(0);
        job.after(CheckpointScenario.INTERVAL);
        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).isEmpty();

        job.report(0, AttemptState.RUNNING);

        assertThat(core.decided(JobAction.PrepareCheckpoint.class)).hasSize(1);
    }

    @Test
    void shouldResetCoordinatorsWhenOneOfThemFails() {
        long checkpoint = job.complete();

        coordinatorFails();
        assertThat(core.canceled()).hasSize(3);
        job.report(0, AttemptState.CANCELED);
        job.report(1, AttemptState.CANCELED);
        assertThat(core.deployments()).isEmpty();
        job.report(2, AttemptState.CANCELED);

        assertThat(core.only(JobAction.JobReset.class).checkpoint()).hasValue(checkpoint);
        assertThat(core.decided(JobAction.SubtasksReset.class)).isEmpty();
        assertThat(core.deployments()).hasSize(3);
        assertThat(job.kinds()).containsSubsequence(JobAction.JobReset.class, JobAction.DeployAttempt.class);
    }

    @Test
    void shouldCountASecondFailureOfACoordinatorOnlyAfterItsReset() {
        coordinatorFails();
        coordinatorFails();
        for (int vertex = 0; vertex < 3; vertex++) {
            job.report(vertex, AttemptState.CANCELED);
        }
        assertThat(core.deployments()).hasSize(3);

        // Three restarts are permitted, one is used.
        for (int restart = 2; restart <= 3; restart++) {
            coordinatorFails();
            for (int vertex = 0; vertex < 3; vertex++) {
                job.report(vertex, AttemptState.CANCELED);
            }
            assertThat(core.deployments()).hasSize(3);
        }
        coordinatorFails();

        assertThat(job.phase()).isEqualTo(JobPhase.FAILING);
    }

    @Test
    void shouldObeyTheRestartPolicyWhenACoordinatorFailsBeforeThereAreSlots() {
        CheckpointScenario waiting = new CheckpointScenario(CoreScenario.pipeline());
        waiting.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());

        waiting.tell(new JobEvent.JobFailed(waiting.job(), new FailureCause("coordinator", "")));
        assertThat(waiting.phase()).isEqualTo(JobPhase.RESTARTING);
        assertThat(waiting.core().decided(JobAction.JobReset.class)).hasSize(1);
        waiting.connectWorkers();

        assertThat(waiting.core().deployments())
                .hasSize(2)
                .allMatch(order -> order.attempt().getAttemptNumber() == 0);
        assertThat(waiting.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldDeployARegionThoughAnotherWaitsForSlots() {
        CheckpointScenario starting = new CheckpointScenario(CoreScenario.regionAndPipeline());
        starting.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());

        starting.connectWorker();
        assertThat(starting.core().deployments()).hasSize(1);
        assertThat(starting.phase()).isEqualTo(JobPhase.WAITING_FOR_SLOTS);
        starting.connectWorker();
        assertThat(starting.core().deployments()).isEmpty();
        starting.connectWorker();

        assertThat(starting.core().deployments()).hasSize(2);
        assertThat(starting.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldRestartARegionWhileAnotherStillWaitsForItsFirstSlots() {
        CheckpointScenario starting = new CheckpointScenario(CoreScenario.regionAndPipeline());
        starting.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.empty());
        starting.connectWorker();

        starting.fail(0);

        assertThat(starting.core().deployments())
                .singleElement()
                .matches(order -> order.attempt().getAttemptNumber() == 1);
        assertThat(starting.phase()).isEqualTo(JobPhase.RESTARTING);
    }

    @Test
    void shouldBeginFromWhatItIsRestoredFrom() {
        CheckpointScenario restored = new CheckpointScenario(CoreScenario.pipeline());
        CompletedCheckpoint from = restored.completed(41);

        restored.submit(CheckpointScenario.EVERY_TEN_SECONDS, Optional.of(from));
        assertThat(restored.core().only(JobAction.JobReset.class).checkpoint()).hasValue(41);
        restored.connectWorkers();
        assertThat(restored.core().deployments())
                .hasSize(2)
                .allMatch(order -> order.restore().getAsLong() == 41);
        restored.allRun();
        restored.fail(0);
        restored.report(1, AttemptState.CANCELED);

        assertThat(restored.core().deployments())
                .hasSize(2)
                .allMatch(order -> order.restore().getAsLong() == 41);
    }

    @Test
    void shouldDropStateOfAttemptsThatAreGone() {
        long id = job.begin().id();
        job.prepared(id);
        JobAction.DeployAttempt gone = job.order(0);
        job.fail(0);

        job.acknowledge(gone, id);

        assertThat(core.decided(JobAction.DiscardSnapshot.class)).hasSize(1);
    }

    @Test
    void shouldAbortWhatIsUnderWayBeforeTheJobEnds() {
        job.collect(job.begin().id());

        job.tell(new JobEvent.CancelRequested(job.job()));

        assertThat(core.decided(JobAction.AbortCheckpoint.class)).hasSize(1);
        assertThat(core.decided(JobAction.AbortOnTask.class)).hasSize(3);
    }
}
