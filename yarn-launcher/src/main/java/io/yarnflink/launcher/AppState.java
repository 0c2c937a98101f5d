package io.yarnflink.launcher;

/** Where YARN sees an application. */
public enum AppState {
    /** YARN is still storing it. */
    SUBMITTING(false),
    /** It waits for its first container. */
    ACCEPTED(false),
    /** Its ApplicationMaster has registered. */
    RUNNING(false),
    /** It ended well. */
    SUCCEEDED(true),
    /** It ended badly. */
    FAILED(true),
    /** Somebody ended it. */
    KILLED(true);

    private final boolean ended;

    AppState(boolean ended) {
        this.ended = ended;
    }

    /** Whether it has ended for good. */
    public boolean hasEnded() {
        return ended;
    }
}
