package io.yarnflink.launcher.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    @Test
    void shouldTakeYarnsWordForTheEnd() {
        assertThat(Outcomes.of(summary(AppState.SUCCEEDED, ""), status(Optional.empty())))
                .isEqualTo(new Outcome.Succeeded());
        assertThat(Outcomes.of(summary(AppState.KILLED, "by root"), Optional.empty()))
                .isEqualTo(new Outcome.Killed("by root"));
    }

    @Test
    void shouldPreferTheApplicationsOwnCause() {
        assertThat(Outcomes.of(summary(AppState.FAILED, "diagnostics"), status(Optional.of("root cause"))))
                .isEqualTo(new Outcome.Failed("root cause"));
    }

    @Test
    void shouldFallBackToYarnsDiagnostics() {
        assertThat(Outcomes.of(summary(AppState.FAILED, "exit code 143"), status(Optional.empty())))
                .isEqualTo(new Outcome.Failed("exit code 143"));
        assertThat(Outcomes.of(summary(AppState.FAILED, "exit code 143"), Optional.empty()))
                .isEqualTo(new Outcome.Failed("exit code 143"));
    }

    @Test
    void shouldRefuseToJudgeWhatHasNotEnded() {
        assertThatThrownBy(() -> Outcomes.of(summary(AppState.RUNNING, ""), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<ApplicationStatus> status(Optional<String> failure) {
        return Optional.of(new ApplicationStatus(ApplicationPhase.RUNNING, 1, 1, List.of(), failure));
    }

    private static ApplicationSummary summary(AppState state, String diagnostics) {
        return new ApplicationSummary(
                new AppId("application_1_0001"),
                "name",
                "user",
                "queue",
                state,
                diagnostics,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                new ApplicationSummary.ResourcesHeld(0, 0, 0));
    }
}
