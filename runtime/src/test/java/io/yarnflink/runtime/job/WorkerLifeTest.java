package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers come, go, fall silent and are too many or too few. */
final class WorkerLifeTest {

    private static final RestartPolicy NEVER = new RestartPolicy.Never();
    private static final RestartPolicy AT_ONCE = new RestartPolicy.FixedDelay(3, Duration.ZERO);

    private final CoreScenario core = new CoreScenario();
    private final JobTopology job = CoreScenario.pipeline();

    private List<JobAction.DeployAttempt> deployed(JobTopology topology, RestartPolicy policy) {
        core.submit(topology, policy);
        List<JobAction.DeployAttempt> orders = new ArrayList<>();
        for (String worker : List.of("w1", "w2")) {
            core.connect(worker);
            orders.addAll(core.deployments());
        }
        return orders;
    }

    private void overdue(long since) {
        core.after(Duration.ofSeconds(60));
        core.fire(new Timer.SlotsOverdue(job.job(), since));
    }

    @Test
    void shouldFailAJobWithoutRestartsWithItsLostWorker() {
        List<JobAction.DeployAttempt> orders = deployed(job, NEVER);

        core.lose("w1");
        assertThat(core.only(JobAction.ReleaseWorker.class).worker()).isEqualTo(new WorkerId("w1"));
        assertThat(core.canceled()).containsExactly(orders.get(1).attempt());
        core.fail(orders.get(1), "RemoteTransportException: w1");

        assertThat(core.only(JobAction.JobEnded.class).end().cause())
                .map(FailureCause::summary)
                .contains("TaskManager w1 is lost: killed");
    }

    @Test
    void shouldNotHideAFailureBehindAWorkerThatIsLostLater() {
        List<JobAction.DeployAttempt> orders = deployed(job, NEVER);

        core.fail(orders.get(0), "a bug");
        core.lose("w2");

        assertThat(core.only(JobAction.JobEnded.class).end().cause())
                .map(FailureCause::summary)
                .contains("a bug");
    }

    @Test
    void shouldRestartOnAnotherWorkerAndKeepTheSlotOfTheOneThatLives() {
        List<JobAction.DeployAttempt> orders = deployed(job, AT_ONCE);

        core.lose("w1");
        core.report(orders.get(1), AttemptState.CANCELED);
        assertThat(core.deployments()).isEmpty();
        core.connect("w3");

        assertThat(core.deployments())
                .extracting(order -> order.worker().value())
                .containsExactly("w3", "w2");
    }

    @Test
    void shouldRestartOnlyTheRegionThatWasHit() {
        List<JobAction.DeployAttempt> orders = deployed(CoreScenario.regions("two", 2), AT_ONCE);

        core.lose("w2");

        assertThat(core.canceled()).isEmpty();
        assertThat(core.reset()).containsExactly(orders.get(1).subtask());
    }

    @Test
    void shouldLoseSilentWorkers() {
        deployed(job, NEVER);

        core.after(CoreScenario.TIMEOUT.plusMillis(1));
        core.fire(new Timer.CheckHeartbeats());

        assertThat(core.decided(JobAction.ReleaseWorker.class))
                .hasSize(2)
                .allMatch(release -> release.reason().equals("no heartbeat for 10 s"));
        assertThat(core.only(JobAction.SetTimer.class).timer()).isEqualTo(new Timer.CheckHeartbeats());
    }

    @Test
    void shouldDeployNothingToASecondSilentWorker() {
        core.submit(CoreScenario.regions("one", 1), AT_ONCE);
        core.connect("w1");
        // What another job waits for is not given back.
        core.submit(CoreScenario.pipeline(), AT_ONCE);
        core.connect("w2");

        core.after(CoreScenario.TIMEOUT.plusMillis(1));
        core.fire(new Timer.CheckHeartbeats());

        assertThat(core.decided(JobAction.ReleaseWorker.class)).hasSize(2);
        assertThat(core.deployments()).isEmpty();
        core.connect("w3");
        assertThat(core.deployments()).hasSize(1);
    }

    @Test
    void shouldRejectALostWorkerThatComesBack() {
        core.connect("w1");
        core.lose("w1");

        core.connect("w1");

        assertThat(core.only(JobAction.RejectWorker.class).reason()).isEqualTo("killed");
        assertThat(core.decided(JobAction.AcceptWorker.class)).isEmpty();
    }

    @Test
    void shouldRejectAWorkerWhoseLossWasKnownBeforeItRegistered() {
        core.lose("w1");

        core.connect("w1");

        assertThat(core.decided(JobAction.RejectWorker.class)).hasSize(1);
    }

    @Test
    void shouldAcceptARepeatedRegistrationWithoutNewSlots() {
        core.submit(job, NEVER);
        core.connect("w1");

        core.connect("w1");

        assertThat(core.decided(JobAction.AcceptWorker.class)).hasSize(1);
        assertThat(core.deployments()).isEmpty();
    }

    @Test
    void shouldCorrectTheExpectedNumberOfWorkersAndReleaseTheSurplus() {
        core.tell(new JobEvent.WorkersExpected(3));
        assertThat(core.only(JobAction.SetWorkerTarget.class).workers()).isEqualTo(3);

        deployed(job, NEVER);
        core.connect("w3");

        assertThat(core.only(JobAction.ReleaseWorker.class).worker()).isEqualTo(new WorkerId("w3"));
        assertThat(core.decided(JobAction.AcceptWorker.class)).hasSize(1);
    }

    @Test
    void shouldKeepWorkersBetweenJobs() {
        List<JobAction.DeployAttempt> orders = deployed(job, NEVER);
        orders.forEach(order -> core.report(order, AttemptState.FINISHED));
        assertThat(core.decided(JobAction.ReleaseWorker.class)).isEmpty();

        core.submit(CoreScenario.pipeline(), NEVER);

        assertThat(core.deployments()).hasSize(2);
    }

    @Test
    void shouldGiveFreedSlotsToAJobThatWaits() {
        List<JobAction.DeployAttempt> orders = deployed(job, NEVER);
        core.submit(CoreScenario.pipeline(), NEVER);
        assertThat(core.deployments()).isEmpty();

        orders.forEach(order -> core.report(order, AttemptState.FINISHED));

        assertThat(core.deployments()).hasSize(2);
    }

    @Test
    void shouldSayWhatIsMissingWhenSlotsAreOverdue() {
        core.submit(job, NEVER);
        core.connect("w1");
        core.tell(new JobEvent.WorkersUnavailable("the queue is full"));

        overdue(0);

        String cause =
                core.only(JobAction.JobEnded.class).end().cause().orElseThrow().summary();
        assertThat(cause)
                .contains("Job 'pipeline' needs 2 more slots, 1 TaskManagers offer 1 after 60 s")
                .contains("the queue is full")
                .contains("slot.request.timeout");
    }

    @Test
    void shouldSayAfterWhatItCouldNotRestart() {
        List<JobAction.DeployAttempt> orders = deployed(job, AT_ONCE);
        core.lose("w1");
        core.report(orders.get(1), AttemptState.CANCELED);

        overdue(0);

        assertThat(core.only(JobAction.JobEnded.class)
                        .end()
                        .cause()
                        .orElseThrow()
                        .summary())
                .contains("needs 1 more slots")
                .contains("after: TaskManager w1 is lost");
    }

    @Test
    void shouldIgnoreATimerOfAnEarlierWait() {
        deployed(job, NEVER);

        overdue(0);

        assertThat(core.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldGoOnWaitingForOneRegionWhenAnotherGoesOn() {
        JobTopology two = CoreScenario.regionAndPipeline();
        List<JobAction.DeployAttempt> orders = deployed(two, AT_ONCE);
        core.connect("w3");
        orders.addAll(core.deployments());
        core.lose("w3");
        core.fail(orders.get(0), "a bug");
        assertThat(core.deployments()).hasSize(1);
        core.report(orders.get(1), AttemptState.CANCELED);
        core.after(Duration.ofSeconds(60));

        core.fire(new Timer.SlotsOverdue(two.job(), 0));

        assertThat(core.phase()).isEqualTo(JobPhase.FAILING);
    }
}
