package io.yarnflink.am.startup;

/** A start-up step failed; the cause says why. */
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    StartupException(String step, Exception cause) {
        super("Could not " + step, cause);
    }
}
