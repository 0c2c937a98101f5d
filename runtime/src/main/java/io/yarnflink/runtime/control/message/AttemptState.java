package io.yarnflink.runtime.control.message;

/** The life of one attempt on a TaskManager, in the order in which it passes. */
public enum AttemptState {
    /** Accepted; class loading and connecting under way. */
    DEPLOYING(false),
    /** Operators are created and restore their state; coordinators may send events from here on. */
    INITIALIZING(false),
    /** Processes records. */
    RUNNING(false),
    /** Asked to stop, not yet stopped. */
    CANCELING(false),
    FINISHED(true),
    CANCELED(true),
    FAILED(true);

    private final boolean terminal;

    AttemptState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether the attempt has ended and holds no resources any more. */
    public boolean isTerminal() {
        return terminal;
    }
}
