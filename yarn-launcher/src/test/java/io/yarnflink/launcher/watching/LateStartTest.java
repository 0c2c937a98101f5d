package io.yarnflink.launcher.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.ContainerSizes;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.yarn.QueueUse;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateStartTest {

    private static final AppId ID = new AppId("application_1_0001");

    @Test
    void shouldTellWhatWasAskedForAndWhatThereWas() {
        assertThat(late(Optional.empty()).reason(Optional.of(new QueueUse(8192, 15, 0, 1))))
                .contains(ID + " to have its containers within 90 s")
                .contains("its ApplicationMaster (1600 MiB and 1 virtual core) has not come up. It was killed.")
                .contains("Queue batch: 8192 MiB and 15 virtual cores are in use, 0 MiB and 1 virtual core are free")
                .contains("YARN says: not activated")
                .contains("--queue", "--submit-timeout");
    }

    @Test
    void shouldTellHowManyTaskManagersAreMissing() {
        assertThat(late(Optional.of(status(1, 4))).reason(Optional.empty()))
                .contains("of its TaskManagers (1728 MiB and 2 virtual cores each) 1 of 4 have come")
                .doesNotContain("Queue");
    }

    @Test
    void shouldKnowWhenAllContainersAreThere() {
        assertThat(LateStart.hasContainers(status(0, 0))).isFalse();
        assertThat(LateStart.hasContainers(status(1, 2))).isFalse();
        assertThat(LateStart.hasContainers(status(2, 2))).isTrue();
    }

    private static ApplicationStatus status(int registered, int wanted) {
        return new ApplicationStatus(ApplicationPhase.RUNNING, wanted, registered, List.of(), Optional.empty());
    }

    private static LateStart late(Optional<ApplicationStatus> status) {
        SubmittedApplication application = new SubmittedApplication(
                ID,
                "name",
                new ApplicationIdentity(new byte[] {1}, "secret"),
                "hdfs:///file",
                new ContainerSizes(1600, 1, 1728, 2),
                0);
        ApplicationSummary summary = new ApplicationSummary(
                ID,
                "name",
                "user",
                "batch",
                AppState.ACCEPTED,
                "not activated",
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                new ApplicationSummary.ResourcesHeld(0, 0, 0));
        return new LateStart(application, Duration.ofSeconds(90), Optional.of(summary), status);
    }
}
