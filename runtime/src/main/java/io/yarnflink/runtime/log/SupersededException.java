package io.yarnflink.runtime.log;

/** Another attempt of the ApplicationMaster leads the application. This one has to end at once and touch nothing. */
public final class SupersededException extends Exception {

    private static final long serialVersionUID = 1L;

    public SupersededException(String message) {
        super(message);
    }
}
