package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The workers that are registered, and those that were and must not come back. Owned by the core's thread. */
final class Workers {

    private final Map<WorkerId, Worker> registered = new TreeMap<>();
    private final Map<WorkerId, String> gone = new HashMap<>();
    private boolean moreIsFree;

    @Nullable
    Worker get(WorkerId id) {
        return registered.get(id);
    }

    Collection<Worker> all() {
        return registered.values();
    }

    int count() {
        return registered.size();
    }

    void add(Worker worker) {
        registered.put(worker.id(), worker);
        moreIsFree = true;
    }

    /** Why a worker with this id may not register: it was declared gone before. */
    Optional<String> goneBecause(WorkerId id) {
        return Optional.ofNullable(gone.get(id));
    }

    /** Forgets a worker for good; empty if it was not registered. */
    Optional<Worker> remove(WorkerId id, String reason) {
        gone.putIfAbsent(id, reason);
        return Optional.ofNullable(registered.remove(id));
    }

    int freeSlots() {
        return registered.values().stream().mapToInt(Worker::free).sum();
    }

    int slots() {
        return registered.values().stream().mapToInt(Worker::slots).sum();
    }

    /** Takes so many slots, filling one worker after the other; nothing is taken if there are fewer. */
    Optional<List<SlotId>> take(int wanted) {
        if (freeSlots() < wanted) {
            return Optional.empty();
        }
        List<SlotId> taken = new ArrayList<>(wanted);
        for (Worker worker : registered.values()) {
            while (taken.size() < wanted && worker.free() > 0) {
                taken.add(new SlotId(worker.id(), worker.takeSlot()));
            }
        }
        return Optional.of(taken);
    }

    void free(SlotId slot) {
        Worker worker = registered.get(slot.worker());
        if (worker != null) {
            worker.freeSlot(slot.index());
            moreIsFree = true;
        }
    }

    /** Whether slots have become free since the last call. */
    boolean hasMoreFree() {
        boolean more = moreIsFree;
        moreIsFree = false;
        return more;
    }
}
