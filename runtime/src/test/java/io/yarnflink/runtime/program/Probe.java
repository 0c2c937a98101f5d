package io.yarnflink.runtime.program;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Where programs under test leave what they saw. Shared, because programs run in class loaders of their own. */
public final class Probe {

    private static final List<Object> SEEN = new CopyOnWriteArrayList<>();
    private static final Semaphore PERMITS = new Semaphore(0);

    private Probe() {}

    public static void see(Object value) {
        SEEN.add(value);
    }

    static List<Object> seen() {
        return List.copyOf(SEEN);
    }

    /** Keeps a program until the test lets it go on. */
    public static void awaitPermission() throws InterruptedException {
        PERMITS.acquire();
    }

    static void permit() {
        PERMITS.release();
    }

    static void clear() {
        SEEN.clear();
        PERMITS.drainPermits();
    }
}
