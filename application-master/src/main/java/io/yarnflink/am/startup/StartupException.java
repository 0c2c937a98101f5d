package io.yarnflink.am.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A start-up step failed; the cause says why. */
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param step completes "could not ..." */
    public StartupException(String step, Throwable cause) {
        super("Could not " + step, cause);
    }

    /**
     * Whether the same may succeed at another time or on another node: a disk, a network or another server did not do what
     * was asked of it. What a configuration or a class path lacks, it lacks everywhere.
     */
    public boolean mayPass() {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = getCause(); cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof UncheckedIOException) {
                return true;
            }
        }
        return false;
    }
}
