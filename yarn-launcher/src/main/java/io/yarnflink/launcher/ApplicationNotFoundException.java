package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** YARN knows no application of that id, or knows it no longer. */
public final class ApplicationNotFoundException extends LauncherException {

    public ApplicationNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
