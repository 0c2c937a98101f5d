package io.yarnflink.runtime.jobmanager;

/** A savepoint that somebody asked for was not taken, or its job did not stop as it should have. The message is for people. */
public final class SavepointException extends Exception {

    private static final long serialVersionUID = 1L;

    public SavepointException(String message) {
        super(message);
    }

    public SavepointException(String message, Throwable cause) {
        super(message, cause);
    }
}
