package io.yarnflink.am.outcome;

import io.yarnflink.runtime.application.JavaTrouble;
import io.yarnflink.runtime.jobmanager.JobFailure;
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
        return inPlainWords(rootCause(failure)) + "\n" + tail(trace(failure).strip());
    }

    /** A JVM tells versions of class files, of which hardly anybody knows the Java. */
    private static String inPlainWords(String cause) {
        return cause.startsWith(UnsupportedClassVersionError.class.getName())
                ? JavaTrouble.explain(cause).orElse(cause)
                : cause;
    }

    /** What failed in a TaskManager has its trace from there. */
    private static String trace(Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof JobFailure remote) {
            return remote.remoteTrace();
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Puts more about the cause behind the first line. */
    public static String withMore(String text, String more) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first + "\n" + more + (end < 0 ? "" : text.substring(end));
    }

    /** The last cause in the chain, in one line; its message alone where that says enough. */
    public static String rootCause(Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof JobFailure remote) {
            return String.valueOf(remote.getMessage());
        }
        String message = root.getMessage();
        String name = root.getClass().getName();
        return message == null || message.isBlank() ? name : name + ": " + message.strip();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        return root;
    }

    private static String tail(String trace) {
        if (trace.length() <= TRACE_LIMIT) {
            return trace;
        }
        int start = trace.indexOf('\n', trace.length() - TRACE_LIMIT) + 1;
        return "\t... (the beginning of the trace is in jobmanager.log)\n" + trace.substring(start);
    }
}
