package io.yarnflink.runtime.control.message;

import org.apache.flink.util.ExceptionUtils;

/**
 * Why something failed, in a form that needs no class of the user's.
 *
 * @param summary one line: exception class and message of the root cause
 * @param stackTrace the full trace as text, may be empty
 */
public record FailureCause(String summary, String stackTrace) {

    private static final int MAX_TRACE_CHARACTERS = 64 * 1024;

    // A chain of causes may be a circle.
    private static final int MAX_DEPTH = 100;

    public FailureCause {
        if (stackTrace.length() > MAX_TRACE_CHARACTERS) {
            stackTrace = stackTrace.substring(0, MAX_TRACE_CHARACTERS);
        }
    }

    /** Puts an exception into words: class and message of the root cause in one line, and the whole trace. */
    public static FailureCause of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
            root = root.getCause();
        }
        String described = describe(root);
        return new FailureCause(
                described.lines().findFirst().orElse(described), ExceptionUtils.stringifyException(failure));
    }

    // An exception of the user's may throw when it is asked for its message.
    private static String describe(Throwable root) {
        try {
            return root.toString();
        } catch (RuntimeException e) {
            return root.getClass().getName();
        }
    }
}
