package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** The application, or the job that is meant, has ended, or has not come far enough to be asked for anything. */
public final class ApplicationNotLiveException extends LauncherException {

    public ApplicationNotLiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
