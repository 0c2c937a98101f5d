package io.yarnflink.am.worker;

import io.yarnflink.runtime.application.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Containers whose processes are to be ended unless they end by themselves. A TaskManager that is given up is gone already
 * or ends with its connection; stopping it at once could reach the NodeManager before the process's own end, and then YARN
 * would tell our wish as the reason. Owned by the thread of {@link WorkerLoop}.
 */
final class DueStops {

    static final long GRACE_MILLIS = 1_000;

    private final Map<WorkerId, Long> due = new LinkedHashMap<>();
    private final long graceMillis;

    DueStops() {
        this(Duration.ofMillis(GRACE_MILLIS));
    }

    /** @param grace for how long a container is let alone */
    DueStops(Duration grace) {
        this.graceMillis = grace.toMillis();
    }

    /** Takes note of a container that is to be stopped. */
    void add(WorkerId worker, long now) {
        due.putIfAbsent(worker, now + graceMillis);
    }

    /** The container has ended. */
    void remove(WorkerId worker) {
        due.remove(worker);
    }

    /** The containers whose time is up; they are not told again. */
    List<WorkerId> take(long now) {
        List<WorkerId> taken = new ArrayList<>();
        due.forEach((worker, moment) -> {
            if (moment <= now) {
                taken.add(worker);
            }
        });
        taken.forEach(due::remove);
        return taken;
    }

    /** When to look again: the next container's time, at the latest {@code otherwise}. */
    long next(long otherwise) {
        return due.values().stream().mapToLong(Long::longValue).reduce(otherwise, Math::min);
    }
}
