package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.job.JobEvent;
import java.util.function.Consumer;

/** Carries messages between the core and workers: late, twice, out of order or not at all. */
final class Network {

    private static final int USUAL_DELAY = 20;
    private static final int LONG_DELAY = 4_000;

    private final World world;

    Network(World world) {
        this.world = world;
    }

    void toCore(SimulatedWorker from, JobEvent message) {
        if (from.isConnected()) {
            carry(() -> world.tell(message));
        }
    }

    /** Sends to a worker; what is under way when the connection breaks is lost. */
    void toWorker(WorkerId to, Consumer<SimulatedWorker> message) {
        SimulatedWorker worker = world.worker(to);
        if (worker == null || !worker.isConnected()) {
            return;
        }
        int connection = worker.connection();
        carry(() -> {
            if (worker.isConnected() && worker.connection() == connection) {
                worker.receive(message);
            }
        });
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
