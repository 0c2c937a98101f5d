package io.yarnflink.runtime.log;

import java.io.IOException;

/** Storage does not tell whether an entry was written. Whoever wrote it must not go on as if he knew. */
public final class UndecidedException extends IOException {

    private static final long serialVersionUID = 1L;

    public UndecidedException(String message, Throwable cause) {
        super(message, cause);
    }
}
