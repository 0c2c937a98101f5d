package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** The application was asked and could not do it; the message holds its reason. */
public final class RequestFailedException extends LauncherException {

    public RequestFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
