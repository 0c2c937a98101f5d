package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobEvent.WorkerGone;
import java.util.function.Consumer;

/** Carries messages between the core and workers: late, twice, out of order or not at all. */
final class Network {

    private static final int USUAL_DELAY = 20;
    private static final int LONG_DELAY = 4_000;

    /** How long a worker bears it that its ApplicationMaster is silent, at least. */
    private static final int PATIENCE = 4_000;

    private final World world;

    Network(World world) {
        this.world = world;
    }

    void toCore(SimulatedWorker from, JobEvent message) {
        Master to = from.master();
        if (from.isConnected() && to != null && !to.isCutOff()) {
            carry(() -> to.tell(message));
        }
    }

    /**
     * Sends to a worker. What is under way when the connection breaks is lost, unless the worker has found another attempt: then
     * it is for it to refuse what comes from the older one.
     */
    void toWorker(Master from, WorkerId to, Consumer<SimulatedWorker> message) {
        SimulatedWorker worker = world.worker(to);
        if (worker == null || !worker.isConnected() || worker.master() != from || from.isCutOff()) {
            return;
        }
        int connection = worker.connection();
        carry(() -> {
            if (worker.isConnected() && (worker.connection() == connection || worker.master() != from)) {
                worker.receive(from.epoch(), message);
            }
        });
    }

    /** An ApplicationMaster cannot be reached any more. Its workers notice, each some time, and it of them if it lives. */
    void lost(Master master, int within) {
        for (SimulatedWorker worker : world.workers()) {
            if (worker.isConnected() && worker.master() == master) {
                world.time().after(world.chance().between(10, within), () -> worker.lost(master));
                WorkerGone gone = new WorkerGone(worker.id(), "connection reset");
                world.time().after(world.chance().between(10, within), () -> master.tell(gone));
            }
        }
    }

    /** An ApplicationMaster stands still for so long. Workers give it up that have heard nothing for too long. */
    void silent(Master master, long forMillis) {
        for (SimulatedWorker worker : world.workers()) {
            int patience = world.chance().between(PATIENCE, 2 * PATIENCE);
            if (worker.isConnected() && worker.master() == master && patience < forMillis) {
                world.time().after(patience, () -> {
                    worker.lost(master);
                    master.tell(new WorkerGone(worker.id(), "it closed its connection"));
                });
            }
        }
    }

    private void carry(Runnable delivery) {
        Faults faults = world.scenario().faults();
        if (world.strikes(faults.loss())) {
            return;
        }
        world.time().after(delay(), delivery);
        if (world.strikes(faults.repetition())) {
            world.time().after(delay(), delivery);
        }
    }

    private long delay() {
        double slowness = world.isFaulty() ? world.scenario().faults().slowness() : 0;
        return world.chance().delay(USUAL_DELAY, LONG_DELAY, slowness);
    }
}
