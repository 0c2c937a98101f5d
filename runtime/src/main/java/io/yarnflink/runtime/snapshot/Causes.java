package io.yarnflink.runtime.snapshot;

import org.apache.flink.util.ExceptionUtils;

/** Failures of storage in words. */
final class Causes {

    private Causes() {}

    /** What went wrong in the first place, with the kind of the failure where its message may not tell. */
    static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String kind = innermost.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message.strip();
    }

    /** Whether access was denied; file systems have exceptions of their own for that. */
    static boolean isDenied(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, Causes::says).isPresent();
    }

    private static boolean says(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = String.valueOf(failure.getMessage());
        return kind.startsWith("AccessControl")
                || kind.startsWith("AccessDenied")
                || message.contains("Permission denied");
    }
}
