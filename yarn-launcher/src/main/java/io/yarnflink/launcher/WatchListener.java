package io.yarnflink.launcher;

import io.yarnflink.runtime.application.ApplicationStatus;

/** Hears how an application fares. Called one call at a time; must return at once. */
public interface WatchListener {

    /**
     * YARN's view has changed. While {@link AppState#ACCEPTED}, its diagnostics say what the application waits for.
     * First called with the state at the start of watching.
     */
    void yarnReport(ApplicationSummary summary);

    /** The ApplicationMaster has told its newest status. */
    void status(ApplicationStatus status);

    /** The ApplicationMaster does not answer; it is tried again until YARN says that the application has ended. */
    void contactLost(String reason);
}
