package io.yarnflink.runtime.control;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The highest epoch, which is the number of an ApplicationMaster's attempt, that a process has heard on any of its
 * connections. What comes from an older attempt is refused from then on. One for each process; thread-safe.
 */
public final class EpochFence {

    private final AtomicInteger highest = new AtomicInteger();

    /** The highest epoch heard so far, 0 if none. */
    public int highest() {
        return highest.get();
    }

    /** Remembers {@code epoch}; returns whether it is no older than all that were heard before. */
    public boolean admit(int epoch) {
        return highest.accumulateAndGet(epoch, Math::max) == epoch;
    }
}
