package io.yarnflink.runtime.recovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often something shall still fail, by name. Outlives attempts, as what is serialized with a job cannot; works because
 * the cluster is in the test's own JVM.
 */
final class FailureCounts {

    private static final Map<String, AtomicInteger> LEFT = new ConcurrentHashMap<>();

    private FailureCounts() {}

    static void set(String name, int failures) {
        LEFT.put(name, new AtomicInteger(failures));
    }

    static int left(String name) {
        return LEFT.getOrDefault(name, new AtomicInteger()).get();
    }

    /** Throws if it shall still fail. */
    static void mayFail(String name) {
        AtomicInteger left = LEFT.getOrDefault(name, new AtomicInteger());
        if (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            throw new IllegalStateException(name + " fails on purpose");
        }
    }
}
