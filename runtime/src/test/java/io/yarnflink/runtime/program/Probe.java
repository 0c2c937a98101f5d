package io.yarnflink.runtime.program;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where programs under test leave what they saw. Shared, because programs run in class loaders of their own. */
public final class Probe {

    private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

    private Probe() {}

    public static void see(Object value) {
        SEEN.add(value);
    }

    static List<Object> seen() {
        return List.copyOf(SEEN);
    }

    static void clear() {
        SEEN.clear();
    }
}
