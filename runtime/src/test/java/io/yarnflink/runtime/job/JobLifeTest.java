package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job from its submission to its end, while all workers live. */
final class JobLifeTest {

    private static final RestartPolicy NEVER = new RestartPolicy.Never();

    private final CoreScenario core = new CoreScenario();
    private final JobTopology job = CoreScenario.pipeline();

    private List<JobAction.DeployAttempt> deployed(RestartPolicy policy) {
        core.submit(job, policy);
        core.connect("w1");
        core.connect("w2");
        return core.deployments();
    }

    @Test
    void shouldWantWorkersAndDeployAllAtOnce() {
        core.submit(job, NEVER);
        assertThat(core.only(JobAction.SetWorkerTarget.class).workers()).isEqualTo(2);

        core.connect("w1");
        assertThat(core.deployments()).isEmpty();

        core.connect("w2");
        assertThat(core.deployments()).hasSize(2);
        assertThat(core.deployments()
                        .get(1)
                        .placement()
                        .of(core.deployments().get(0).subtask())
                        .worker())
                .isEqualTo(core.deployments().get(0).worker());
    }

    @Test
    void shouldSayOnceThatAllRun() {
        List<JobAction.DeployAttempt> orders = deployed(NEVER);

        core.report(orders.get(0), AttemptState.RUNNING);
        assertThat(core.decided(JobAction.AllRunning.class)).isEmpty();
        core.report(orders.get(1), AttemptState.RUNNING);
        assertThat(core.decided(JobAction.AllRunning.class)).hasSize(1);
        core.report(orders.get(1), AttemptState.RUNNING);
        assertThat(core.decided(JobAction.AllRunning.class)).isEmpty();
    }

    @Test
    void shouldTellCoordinatorsOnceThatAnAttemptIsReady() {
        JobAction.DeployAttempt order = deployed(NEVER).get(0);

        core.report(order, AttemptState.INITIALIZING);
        assertThat(core.only(JobAction.AttemptReady.class).attempt()).isEqualTo(order.attempt());
        core.report(order, AttemptState.RUNNING);
        assertThat(core.decided(JobAction.AttemptReady.class)).isEmpty();
    }

    @Test
    void shouldFinishWithItsLastSubtask() {
        List<JobAction.DeployAttempt> orders = deployed(NEVER);

        core.report(orders.get(0), AttemptState.FINISHED);
        assertThat(core.decided(JobAction.JobEnded.class)).isEmpty();
        core.report(orders.get(1), AttemptState.FINISHED);

        assertThat(core.only(JobAction.JobEnded.class).end().phase()).isEqualTo(JobPhase.FINISHED);
        assertThat(core.only(JobAction.AcknowledgeEnd.class).attempt())
                .isEqualTo(orders.get(1).attempt());
        assertThat(core.only(JobAction.SetWorkerTarget.class).workers()).isZero();
    }

    @Test
    void shouldFailWithItsRootCauseWhenAllHaveEnded() {
        List<JobAction.DeployAttempt> orders = deployed(NEVER);

        core.fail(orders.get(1), "RemoteTransportException: the source is gone");
        assertThat(core.canceled()).containsExactly(orders.get(0).attempt());
        assertThat(core.decided(JobAction.JobEnded.class)).isEmpty();
        core.fail(orders.get(0), "a bug");

        JobEnd end = core.only(JobAction.JobEnded.class).end();
        assertThat(end.phase()).isEqualTo(JobPhase.FAILED);
        assertThat(end.cause()).map(FailureCause::summary).contains("a bug");
    }

    @Test
    void shouldCancelOnceAndIgnoreFailuresOnTheWay() {
        List<JobAction.DeployAttempt> orders = deployed(new RestartPolicy.FixedDelay(5, Duration.ZERO));

        core.tell(new JobEvent.CancelRequested(job.job()));
        assertThat(core.canceled()).hasSize(2);
        core.tell(new JobEvent.CancelRequested(job.job()));
        assertThat(core.canceled()).isEmpty();
        core.fail(orders.get(0), "a bug");
        core.report(orders.get(1), AttemptState.CANCELED);

        JobEnd end = core.only(JobAction.JobEnded.class).end();
        assertThat(end.phase()).isEqualTo(JobPhase.CANCELED);
        assertThat(end.cause()).isEmpty();
    }

    @Test
    void shouldCancelAJobThatWaits() {
        core.submit(job, NEVER);

        core.tell(new JobEvent.CancelRequested(job.job()));

        assertThat(core.only(JobAction.JobEnded.class).end().phase()).isEqualTo(JobPhase.CANCELED);
    }

    @Test
    void shouldRestartAfterThePauseWhenAllHaveEnded() {
        List<JobAction.DeployAttempt> orders = deployed(new RestartPolicy.FixedDelay(1, Duration.ofSeconds(3)));

        core.fail(orders.get(0), "a bug");
        assertThat(core.canceled()).containsExactly(orders.get(1).attempt());
        core.report(orders.get(1), AttemptState.CANCELED);
        assertThat(core.deployments()).isEmpty();
        core.after(Duration.ofSeconds(3));
        core.fire(new Timer.RestartPauseOver(job.job()));

        assertThat(core.reset()).hasSize(2);
        assertThat(core.deployments())
                .hasSize(2)
                .allMatch(order -> order.attempt().getAttemptNumber() == 1);
        assertThat(core.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldFailWhenRestartsAreUsedUp() {
        List<JobAction.DeployAttempt> orders = deployed(new RestartPolicy.FixedDelay(1, Duration.ZERO));
        core.fail(orders.get(0), "first");
        core.report(orders.get(1), AttemptState.CANCELED);
        List<JobAction.DeployAttempt> again = core.deployments();

        core.fail(again.get(0), "second");
        core.report(again.get(1), AttemptState.CANCELED);

        assertThat(core.only(JobAction.JobEnded.class).end().cause())
                .map(FailureCause::summary)
                .contains("second");
    }

    @Test
    void shouldRestartAllWhenACoordinatorFails() {
        deployed(new RestartPolicy.FixedDelay(1, Duration.ZERO));

        core.tell(new JobEvent.JobFailed(job.job(), new FailureCause("coordinator", "")));

        assertThat(core.canceled()).hasSize(2);
        assertThat(core.phase()).isEqualTo(JobPhase.RESTARTING);
    }

    @Test
    void shouldRefuseAJobTwice() {
        core.submit(job, NEVER);

        assertThatIllegalArgumentException().isThrownBy(() -> core.submit(job, NEVER));
    }
}
