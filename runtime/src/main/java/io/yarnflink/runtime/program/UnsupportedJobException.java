package io.yarnflink.runtime.program;

/** A job asks for something that is not offered. The message names it and says what to do instead. */
public final class UnsupportedJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedJobException(String message) {
        super(message);
    }
}
