package io.yarnflink.runtime.job.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The clock of a simulation, and all that is still to happen. What is due at the same time happens in order of arrival. */
final class VirtualTime {

    private record Due(long at, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long now;
    private long order;

    /** Milliseconds since the simulation began. */
    long now() {
        return now;
    }

    void after(long delay, Runnable what) {
        queue.add(new Due(now + Math.max(0, delay), order++, what));
    }

    /** Lets everything happen that is due until then. What happens may itself have let more time pass. */
    void passUntil(long moment) {
        while (!queue.isEmpty() && queue.peek().at() <= moment) {
            step();
        }
        now = Math.max(now, moment);
    }

    /** Lets the next thing happen. */
    void step() {
        Due due = queue.poll();
        if (due == null) {
            throw new Violation("Nothing will ever happen any more");
        }
        now = Math.max(now, due.at());
        due.what().run();
    }
}
