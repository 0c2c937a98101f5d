package io.yarnflink.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and a message that needs no stack trace. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandException(ExitCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public CommandException(ExitCode code, String message) {
        this(code, message, null);
    }

    /** How the process shall end. */
    public ExitCode code() {
        return code;
    }
}
