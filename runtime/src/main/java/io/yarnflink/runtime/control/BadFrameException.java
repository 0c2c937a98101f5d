package io.yarnflink.runtime.control;

/** What came is no frame of ours; the message says what was expected and what was found. Costs the sender its connection. */
final class BadFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadFrameException(String message) {
        super(message);
    }

    BadFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
