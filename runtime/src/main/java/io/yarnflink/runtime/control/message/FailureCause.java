package io.yarnflink.runtime.control.message;

/**
 * Why something failed, in a form that needs no class of the user's.
 *
 * @param summary one line: exception class and message of the root cause
 * @param stackTrace the full trace as text, may be empty
 */
public record FailureCause(String summary, String stackTrace) {

    private static final int MAX_TRACE_CHARACTERS = 64 * 1024;

    public FailureCause {
        if (stackTrace.length() > MAX_TRACE_CHARACTERS) {
            stackTrace = stackTrace.substring(0, MAX_TRACE_CHARACTERS);
        }
    }
}
