package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Provides workers as containers, and takes them away. It keeps the contract of a worker provider. */
final class FakeYarn {

    private static final int EXPIRY = 15_000;

    /** Containers that are left over register within so long, or are replaced. */
    private static final int REGISTRATION = 20_000;

    private final World world;
    /** Containers that count for the target. */
    private final Set<WorkerId> wanted = new HashSet<>();
    /** Containers that occupy room. */
    private final Set<WorkerId> alive = new TreeSet<>(Comparator.comparing(WorkerId::toString));

    private @Nullable Master registered;
    private int target;
    private int requested;
    private int launched;

    FakeYarn(World world) {
        this.world = world;
    }

    /** Containers that exist, those included that are being ended. */
    Set<WorkerId> alive() {
        return alive;
    }

    /** Another attempt of the ApplicationMaster begins; it is told which containers are left. */
    void registers(Master master) {
        registered = master;
        target = 0;
        requested = 0;
        wanted.clear();
        wanted.addAll(alive);
        world.masters().all().forEach(this::heard);
        List.copyOf(alive)
                .forEach(id -> world.time().after(REGISTRATION, () -> {
                    if (registered == master
                            && !master.isDead()
                            && !master.ledger().trusts(id)) {
                        release(master, id, "has not registered");
                    }
                }));
    }

    /** An attempt that is not the newest any more learns so the next time that it is heard. */
    void heard(Master master) {
        world.time().after(world.chance().delay(3_000, 10_000, 0.2), () -> {
            if (registered != master && master.reachesYarn()) {
                master.die();
            }
        });
    }

    void setTarget(Master by, int workers) {
        if (registered != by) {
            return;
        }
        target = workers;
        requested = Math.min(requested, Math.max(0, target - wanted.size()));
        fill();
    }

    void release(Master by, WorkerId id, String reason) {
        if (registered != by) {
            return;
        }
        wanted.remove(id);
        world.time().after(world.chance().delay(500, 10_000, 0.1), () -> complete(id, "released: " + reason));
        fill();
    }

    private void fill() {
        while (wanted.size() + requested < target) {
            requested++;
            world.time().after(world.chance().delay(1_000, 10_000, 0.1), this::allocate);
        }
    }

    private void allocate() {
        if (requested == 0) {
            return;
        }
        boolean scarce = world.time().now() >= world.scenario().scarceFrom();
        if (scarce && alive.size() >= world.scenario().capacity()) {
            world.time().after(1_000, this::allocate);
            return;
        }
        requested--;
        launched++;
        WorkerId id = new WorkerId(String.format("w%03d", launched));
        wanted.add(id);
        alive.add(id);
        world.trace().add("yarn", "launches " + id);
        if (world.strikes(world.scenario().faults().badContainers())) {
            world.time().after(world.chance().between(0, EXPIRY), () -> complete(id, "never started"));
            return;
        }
        SimulatedWorker worker =
                new SimulatedWorker(id, world.scenario().options().slotsPerWorker(), world);
        world.add(worker);
        Master launcher = world.masters().current();
        world.time().after(world.chance().delay(2_000, 12_000, 0.1), () -> worker.connectTo(launcher));
        plan(worker);
    }

    /** Decides what will happen to a worker. */
    private void plan(SimulatedWorker worker) {
        Faults faults = world.scenario().faults();
        Chance chance = world.chance();
        if (chance.happens(faults.kills())) {
            struck(worker, () -> kill(worker));
        }
        if (chance.happens(faults.hangs())) {
            struck(worker, () -> worker.freeze(chance.between(500, 20_000)));
        }
        if (chance.happens(faults.disconnections())) {
            struck(worker, () -> cutOff(worker));
        }
    }

    private void struck(SimulatedWorker worker, Runnable fault) {
        world.time().after(world.chance().between(0, 30_000), () -> {
            if (world.isFaulty() && worker.isUp()) {
                fault.run();
            }
        });
    }

    private void kill(SimulatedWorker worker) {
        boolean connected = worker.isConnected();
        worker.die();
        if (connected && world.chance().happens(0.8)) {
            gone(worker.id(), world.chance().delay(100, 3_000, 0.1), "connection closed");
        }
        world.time().after(world.chance().delay(2_000, 10_000, 0.1), () -> complete(worker.id(), "exited with 137"));
    }

    private void cutOff(SimulatedWorker worker) {
        if (worker.isConnected()) {
            worker.disconnect(world.chance().between(300, 5_000));
            gone(worker.id(), world.chance().delay(100, 20_000, 0.2), "connection reset");
        }
    }

    /** A container has ended, for whatever reason: YARN says so, once. */
    void complete(WorkerId id, String reason) {
        if (!alive.remove(id)) {
            return;
        }
        SimulatedWorker worker = world.worker(id);
        if (worker != null) {
            worker.die();
        }
        wanted.remove(id);
        gone(id, world.chance().delay(300, 2_000, 0.1), reason);
        fill();
    }

    private void gone(WorkerId id, long after, String reason) {
        world.time().after(after, () -> world.tell(new JobEvent.WorkerGone(id, reason)));
    }
}
