package io.yarnflink.launcher;

import io.yarnflink.runtime.application.ApplicationStatus;
import java.util.Optional;

/**
 * Everything that can be told of an application.
 *
 * @param summary YARN's view
 * @param status the ApplicationMaster's own; empty before it runs, after it has ended, and where it cannot be reached
 * @param unreachable why {@code status} is empty although the application runs; else empty
 */
public record ApplicationDetails(
        ApplicationSummary summary, Optional<ApplicationStatus> status, Optional<String> unreachable) {}
