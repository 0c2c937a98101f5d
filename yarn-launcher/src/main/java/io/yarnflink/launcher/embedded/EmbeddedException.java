package io.yarnflink.launcher.embedded;

/** The embedded cluster did not do what was asked; the message says what to look at or to do. */
public final class EmbeddedException extends Exception {

    private static final long serialVersionUID = 1L;

    public EmbeddedException(String message) {
        super(message);
    }

    public EmbeddedException(String message, Throwable cause) {
        super(message, cause);
    }
}
