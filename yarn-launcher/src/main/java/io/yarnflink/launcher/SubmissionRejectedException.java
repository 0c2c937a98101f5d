package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** YARN was reached and said no; the message holds its reason. */
public final class SubmissionRejectedException extends LauncherException {

    public SubmissionRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
