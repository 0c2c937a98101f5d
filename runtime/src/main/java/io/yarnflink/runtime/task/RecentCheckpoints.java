package io.yarnflink.runtime.task;

import java.util.TreeSet;

/**
 * Which checkpoints something was heard of, as far back as repetitions may come. Ids grow, so what is older than all that is
 * remembered counts as heard of. Not thread-safe.
 */
final class RecentCheckpoints {

    private static final int REMEMBERED = 256;

    private final TreeSet<Long> seen = new TreeSet<>();

    /** Notes a checkpoint; tells whether it is the first time. */
    boolean add(long checkpoint) {
        boolean forgotten = seen.size() >= REMEMBERED && checkpoint < seen.first();
        if (forgotten || !seen.add(checkpoint)) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.pollFirst();
        }
        return true;
    }

    /** The highest so far, 0 for none. */
    long highest() {
        return seen.isEmpty() ? 0 : seen.last();
    }
}
