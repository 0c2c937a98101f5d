package io.yarnflink.runtime.control;

/** The application did not do what a client asked for. The message is the application's and is for people. */
public final class RequestFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RequestFailedException(String message) {
        super(message);
    }
}
