package io.yarnflink.am.worker;

/** The ResourceManager does not know this ApplicationMaster any more; another attempt may run. */
public final class ApplicationDisownedException extends Exception {

    private static final long serialVersionUID = 1L;

    public ApplicationDisownedException(String message, Throwable cause) {
        super(message, cause);
    }
}
