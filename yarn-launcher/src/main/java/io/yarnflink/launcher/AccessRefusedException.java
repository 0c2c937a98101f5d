package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** The cluster was reached, and the user may not do what was asked for. */
public final class AccessRefusedException extends LauncherException {

    public AccessRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
