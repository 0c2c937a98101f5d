package io.yarnflink.runtime.snapshot;

/**
 * A job cannot begin from the checkpoint or savepoint that it was told to begin from. The message is for people: it names
 * file and operator, what was expected and found, and what to do. What was on storage is as it was.
 */
public final class RestoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RestoreException(String message) {
        super(message);
    }

    public RestoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
