package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareWorkersTest {

    private final CoreScenario core = new CoreScenario(1);

    @Test
    void shouldAskForSpareWorkersFromTheBeginning() {
        // when
        core.tell(new JobEvent.WorkersExpected(2));

        // then
        assertThat(core.only(JobAction.SetWorkerTarget.class).workers()).isEqualTo(3);
    }

    @Test
    void shouldNotWaitForTheSpareWorker() {
        // given
        core.submit(CoreScenario.regions("job", 1), new RestartPolicy.Never());

        // when
        core.connect("a");

        // then
        assertThat(core.deployments()).hasSize(1);
    }

    @Test
    void shouldKeepTheSpareWorkerAndRestartOnItAtOnce() {
        // given
        core.submit(CoreScenario.regions("job", 1), restarts());
        core.connect("a");
        JobAction.DeployAttempt first = core.deployments().get(0);
        core.report(first, AttemptState.RUNNING);
        core.connect("spare");
        assertThat(core.decided(JobAction.ReleaseWorker.class)).isEmpty();

        // when
        core.lose("a");
        List<JobAction.DeployAttempt> atOnce = core.deployments();
        core.decided(JobAction.SetTimer.class).stream()
                .map(JobAction.SetTimer::timer)
                .filter(Timer.RestartPauseOver.class::isInstance)
                .forEach(core::fire);
        List<JobAction.DeployAttempt> deployed = atOnce.isEmpty() ? core.deployments() : atOnce;

        // then
        assertThat(deployed).extracting(JobAction.DeployAttempt::worker).containsExactly(new WorkerId("spare"));
    }

    @Test
    void shouldWantNoSpareWorkerWhenNothingRuns() {
        // given
        core.submit(CoreScenario.regions("job", 1), new RestartPolicy.Never());
        core.connect("a");

        // when
        core.report(core.deployments().get(0), AttemptState.FINISHED);

        // then
        assertThat(core.only(JobAction.SetWorkerTarget.class).workers()).isZero();
    }

    private static RestartPolicy restarts() {
        return new RestartPolicy.FixedDelay(3, Duration.ZERO);
    }
}
