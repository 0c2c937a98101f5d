package io.yarnflink.runtime.succession;

/** This attempt does not lead the application any more, or cannot know whether it does. It ends and touches nothing. */
public final class LostLeadershipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LostLeadershipException(String message, Throwable cause) {
        super(message, cause);
    }
}
