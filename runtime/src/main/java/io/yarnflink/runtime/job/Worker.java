package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import java.util.BitSet;

/** A registered worker: its slots and when it was last heard. Owned by the core's thread. */
final class Worker {

    private final WorkerId id;
    private final WorkerAddress address;
    private final int slots;
    private final BitSet taken = new BitSet();
    private long lastHeard;
    private long deployments;

    Worker(WorkerId id, WorkerAddress address, int slots, long now) {
        this.id = id;
        this.address = address;
        this.slots = slots;
        this.lastHeard = now;
    }

    WorkerId id() {
        return id;
    }

    WorkerAddress address() {
        return address;
    }

    int slots() {
        return slots;
    }

    int free() {
        return slots - taken.cardinality();
    }

    /** Takes the free slot with the lowest index; there must be one. */
    int takeSlot() {
        int slot = taken.nextClearBit(0);
        if (slot >= slots) {
            throw new IllegalStateException("Worker " + id + " has no free slot among its " + slots);
        }
        taken.set(slot);
        return slot;
    }

    void freeSlot(int slot) {
        taken.clear(slot);
    }

    void heard(long now) {
        lastHeard = now;
    }

    long lastHeard() {
        return lastHeard;
    }

    long nextDeployment() {
        return ++deployments;
    }
}
