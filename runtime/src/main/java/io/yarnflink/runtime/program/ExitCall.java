package io.yarnflink.runtime.program;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out, while this process ends, who has called {@code System.exit}. */
public final class ExitCall {

    private static final String RUNTIME = "java.lang.Runtime";

    private ExitCall() {}

    /** Where one of these threads has called it; empty if somebody else ends the process. */
    public static Optional<StackTraceElement> find(Predicate<Thread> threads) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> threads.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(stack -> callerOfExit(stack).stream())
                .findFirst();
    }

    private static Optional<StackTraceElement> callerOfExit(StackTraceElement[] stack) {
        boolean exits = Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(RUNTIME)
                        && frame.getMethodName().equals("exit"));
        return exits
                ? Arrays.stream(stack)
                        .dropWhile(frame -> !frame.getClassName().equals(RUNTIME))
                        .filter(frame -> !frame.getClassName().startsWith("java.lang."))
                        .findFirst()
                : Optional.empty();
    }
}
