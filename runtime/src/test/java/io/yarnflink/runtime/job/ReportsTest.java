package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.graph.JobTopology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers tell of their attempts, and what the core makes of it when something was lost on the way. */
final class ReportsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private final CoreScenario core = new CoreScenario();
    private final JobTopology job = CoreScenario.pipeline();
    private List<JobAction.DeployAttempt> orders = List.of();

    @BeforeEach
    void deploy() {
        core.submit(job, new RestartPolicy.FixedDelay(1, Duration.ZERO));
        core.connect("w1");
        core.connect("w2");
        orders = core.deployments();
    }

    private JobAction.DeployAttempt order() {
        return orders.get(0);
    }

    private void restart() {
        core.fail(orders.get(0), "a bug");
        core.report(orders.get(1), AttemptState.CANCELED);
    }

    @Test
    void shouldRepeatADeploymentThatDidNotArrive() {
        core.after(LONG_ENOUGH);

        core.heartbeat(order(), 0);

        assertThat(core.deployments()).containsExactly(order());
    }

    @Test
    void shouldGiveADeploymentTimeToArrive() {
        core.heartbeat(order(), 0);

        assertThat(core.deployments()).isEmpty();
        assertThat(core.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldNotRepeatADeploymentWhoseAttemptWasSeen() {
        core.report(order(), AttemptState.RUNNING);
        core.after(LONG_ENOUGH);

        core.heartbeat(order(), 0);

        assertThat(core.deployments()).isEmpty();
    }

    @Test
    void shouldTakeAnAttemptThatIsMissingForFailed() {
        core.heartbeat(order(), 1);

        assertThat(core.decided(JobAction.AttemptEnded.class))
                .singleElement()
                .extracting(JobAction.AttemptEnded::cause)
                .extracting(FailureCause::summary)
                .isEqualTo("TaskManager w1 does not know source (1/1) any more");
        assertThat(core.phase()).isEqualTo(JobPhase.RESTARTING);
    }

    @Test
    void shouldRepeatACancellationWithoutEffect() {
        core.tell(new JobEvent.CancelRequested(job.job()));
        AttemptStatus running = AttemptStatus.of(order().attempt(), AttemptState.RUNNING);

        core.heartbeat(order(), 1, running);
        assertThat(core.canceled()).isEmpty();
        core.after(LONG_ENOUGH);
        core.heartbeat(order(), 1, running);

        assertThat(core.canceled()).containsExactly(order().attempt());
    }

    @Test
    void shouldCancelAnAttemptThatIsNotTheCurrentOne() {
        restart();

        core.report(order(), AttemptState.RUNNING);

        assertThat(core.canceled()).containsExactly(order().attempt());
    }

    @Test
    void shouldAcknowledgeEveryEndHoweverOldAndOften() {
        restart();

        core.report(order(), AttemptState.FAILED);
        assertThat(core.decided(JobAction.AcknowledgeEnd.class)).hasSize(1);
        core.report(order(), AttemptState.FAILED);
        assertThat(core.decided(JobAction.AcknowledgeEnd.class)).hasSize(1);
    }

    @Test
    void shouldIgnoreReportsThatComeLate() {
        core.report(order(), AttemptState.RUNNING);

        core.report(order(), AttemptState.INITIALIZING);

        assertThat(core.decided(JobAction.JobChanged.class)).isEmpty();
    }

    @Test
    void shouldTakeACancellationThatNobodyAskedForAsAFailure() {
        core.report(order(), AttemptState.CANCELED);

        assertThat(core.phase()).isEqualTo(JobPhase.RESTARTING);
    }

    @Test
    void shouldIgnoreWorkersThatAreLost() {
        core.lose("w1");

        core.report(order(), AttemptState.FINISHED);
        assertThat(core.decided(JobAction.AcknowledgeEnd.class)).isEmpty();
        core.heartbeat(order(), 0);
        assertThat(core.deployments()).isEmpty();
    }

    @Test
    void shouldCountReportsAsSignsOfLife() {
        core.after(CoreScenario.TIMEOUT);
        core.report(orders.get(0), AttemptState.RUNNING);
        core.heartbeat(orders.get(1), 0);
        core.after(Duration.ofSeconds(1));

        core.fire(new Timer.CheckHeartbeats());

        assertThat(core.decided(JobAction.ReleaseWorker.class)).isEmpty();
    }

    @Test
    void shouldTellConsumersOfTheirProducers() {
        assertThat(core.producer(order())).isEqualTo(ProducerState.LIVE);

        core.report(order(), AttemptState.FINISHED);
        assertThat(core.producer(order())).isEqualTo(ProducerState.FINISHED);

        core.fail(orders.get(1), "a bug");
        assertThat(core.producer(order())).isEqualTo(ProducerState.UNKNOWN);
    }
}
