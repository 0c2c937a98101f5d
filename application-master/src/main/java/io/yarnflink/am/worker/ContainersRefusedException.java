package io.yarnflink.am.worker;

/** The ResourceManager has heard what is asked for, and does not give such containers. */
public final class ContainersRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message the ResourceManager's words */
    public ContainersRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
