package io.yarnflink.launcher;

import org.jspecify.annotations.Nullable;

/** Another application has the name and has not ended, as far as can be known. */
public final class NameTakenException extends LauncherException {

    private final AppId owner;

    public NameTakenException(String message, AppId owner, @Nullable Throwable cause) {
        super(message, cause);
        this.owner = owner;
    }

    /** The application that has the name. */
    public AppId owner() {
        return owner;
    }
}
