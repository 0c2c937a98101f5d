package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/**
 * Why a request to the cluster could not be met. The type says what the caller should do; the message says what was
 * expected, what was found and what to do next, and is fit to be shown without a stack trace.
 */
public abstract sealed class LauncherException extends Exception
        permits BadUsageException,
                ClusterUnreachableException,
                SubmissionRejectedException,
                NameTakenException,
                ApplicationNotFoundException,
                ApplicationNotLiveException,
                RequestFailedException,
                AccessRefusedException {

    LauncherException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
