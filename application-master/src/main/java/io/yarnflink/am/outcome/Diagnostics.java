package io.yarnflink.am.outcome;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Texts about failures: the root cause in one line first, then the end of the trace, where the root cause is. */
public final class Diagnostics {

    /** YARN cuts diagnostics at 64 kB by default; people stop reading long before. */
    static final int TRACE_LIMIT = 6_000;

    private Diagnostics() {}

    /** What is said of an application that failed with {@code failure}. */
    public static String of(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return rootCause(failure) + "\n" + tail(trace.toString().strip());
    }

    /** The last cause in the chain, in one line; its message alone where that says enough. */
    public static String rootCause(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String name = root.getClass().getName();
        return message == null || message.isBlank() ? name : name + ": " + message.strip();
    }

    private static String tail(String trace) {
        if (trace.length() <= TRACE_LIMIT) {
            return trace;
        }
        int start = trace.indexOf('\n', trace.length() - TRACE_LIMIT) + 1;
        return "\t... (the beginning of the trace is in jobmanager.log)\n" + trace.substring(start);
    }
}
