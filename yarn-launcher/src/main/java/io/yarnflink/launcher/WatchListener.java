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

    /** The ApplicationMaster was lost, and another attempt goes on with the application. */
    void masterLost(MasterLoss loss);

    /** The ApplicationMaster does not answer; it is tried again until YARN says that the application has ended. */
    void contactLost(String reason);

    /** For those who only wait for the end. */
    static WatchListener deaf() {
        return new WatchListener() {
            @Override
            public void yarnReport(ApplicationSummary summary) {}

            @Override
            public void status(ApplicationStatus status) {}

            @Override
            public void masterLost(MasterLoss loss) {}

            @Override
            public void contactLost(String reason) {}
        };
    }
}
