package io.yarnflink.runtime.application;

/** Where a job stands, as told to people. */
public enum JobPhase {
    WAITING_FOR_SLOTS(false),
    RUNNING(false),
    RESTARTING(false),
    CANCELING(false),
    FAILING(false),
    FINISHED(true),
    CANCELED(true),
    FAILED(true);

    private final boolean terminal;

    JobPhase(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether the job has ended for good. */
    public boolean isTerminal() {
        return terminal;
    }
}
