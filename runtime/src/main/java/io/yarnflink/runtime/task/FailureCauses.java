package io.yarnflink.runtime.task;

import io.yarnflink.runtime.control.message.FailureCause;
import org.apache.flink.util.ExceptionUtils;

/** Puts exceptions into words that need no class of the user's. */
public final class FailureCauses {

    // A chain of causes may be a circle.
    private static final int MAX_DEPTH = 100;

    private FailureCauses() {}

    /** Class and message of the root cause in one line, and the whole trace. */
    public static FailureCause of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
            root = root.getCause();
        }
        return new FailureCause(oneLine(describe(root)), ExceptionUtils.stringifyException(failure));
    }

    // An exception of the user's may throw when it is asked for its message.
    private static String describe(Throwable root) {
        try {
            return root.toString();
        } catch (RuntimeException e) {
            return root.getClass().getName();
        }
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
