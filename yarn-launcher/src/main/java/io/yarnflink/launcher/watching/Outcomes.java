package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.runtime.application.ApplicationStatus;
import java.util.Optional;

/** Decides how an application ended. Pure. */
final class Outcomes {

    private Outcomes() {}

    /**
     * YARN decides what the end was; the application says why.
     *
     * @param ended YARN's view after the end
     * @param last what the ApplicationMaster said last
     */
    static Outcome of(ApplicationSummary ended, Optional<ApplicationStatus> last) {
        return switch (ended.state()) {
            case SUCCEEDED -> new Outcome.Succeeded();
            case KILLED -> new Outcome.Killed(ended.diagnostics());
            case FAILED ->
                new Outcome.Failed(last.flatMap(ApplicationStatus::failure)
                        .filter(cause -> !cause.isBlank())
                        .orElseGet(() -> MasterEnd.explained(ended.diagnostics())));
            case SUBMITTING, ACCEPTED, RUNNING ->
                throw new IllegalArgumentException(ended.id() + " has not ended: " + ended.state());
        };
    }
}
