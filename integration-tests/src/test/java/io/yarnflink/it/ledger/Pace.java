package io.yarnflink.it.ledger;

import java.util.concurrent.TimeUnit;

/** How fast a subtask may read. Owned by its thread. */
final class Pace {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long perSecond;
    private final long start = System.nanoTime();
    private long taken;

    /** @param perSecond 0 for no limit */
    Pace(long perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether one more may be read now; if so, it counts as read. */
    boolean tryTake() {
        if (perSecond != 0 && taken > (System.nanoTime() - start) / (double) NANOS * perSecond) {
            return false;
        }
        taken++;
        return true;
    }
}
