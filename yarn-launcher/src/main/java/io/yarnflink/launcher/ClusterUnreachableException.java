package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** The resource manager or the file system did not answer in time. Trying again later may help. */
public final class ClusterUnreachableException extends LauncherException {

    public ClusterUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
