package io.yarnflink.launcher;

import io.yarnflink.runtime.application.ApplicationStatus;
import java.util.Optional;

/**
 * Everything that can be told of an application.
 *
 * @param summary YARN's view
 * @param status the ApplicationMaster's own; empty before it runs, after it has ended, and where it cannot be reached
 * @param unreachable why {@code status} is empty although the application runs; else empty
 * @param loss the last loss of its ApplicationMaster, if it goes on after one
 */
public record ApplicationDetails(
        ApplicationSummary summary,
        Optional<ApplicationStatus> status,
        Optional<String> unreachable,
        Optional<MasterLoss> loss) {

    /** What is known without having asked the ApplicationMaster. */
    public static ApplicationDetails of(ApplicationSummary summary) {
        return new ApplicationDetails(summary, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, with what the ApplicationMaster says. */
    public ApplicationDetails with(ApplicationStatus told) {
        return new ApplicationDetails(summary, Optional.of(told), unreachable, loss);
    }

    /** The same, with a reason why the ApplicationMaster says nothing. */
    public ApplicationDetails unreachable(String why) {
        return new ApplicationDetails(summary, status, Optional.of(why), loss);
    }

    /** The same, after a loss of the ApplicationMaster. */
    public ApplicationDetails after(MasterLoss lost) {
        return new ApplicationDetails(summary, status, unreachable, Optional.of(lost));
    }
}
