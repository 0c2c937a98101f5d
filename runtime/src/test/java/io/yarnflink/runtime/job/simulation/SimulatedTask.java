package io.yarnflink.runtime.job.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a worker. It gets on only while exactly those attempts that its placement names produce its input and read
 * its output; when one of them goes, it hangs or complains, like a real one.
 */
final class SimulatedTask {

    private final JobAction.DeployAttempt order;
    private final SimulatedWorker worker;
    private final World world;
    private final World.Part part;
    private AttemptState state = AttemptState.DEPLOYING;
    private @Nullable FailureCause failure;
    private boolean hasRun;
    private boolean vanished;
    private long workLeft;

    SimulatedTask(JobAction.DeployAttempt order, SimulatedWorker worker, World world) {
        this.order = order;
        this.worker = worker;
        this.world = world;
        this.part = world.partOf(order.attempt());
    }

    ExecutionAttemptID attempt() {
        return order.attempt();
    }

    World.Part part() {
        return part;
    }

    SimulatedWorker worker() {
        return worker;
    }

    int slot() {
        return order.slot();
    }

    AttemptState state() {
        return state;
    }

    /** Whether it has ever processed records. */
    boolean hasRun() {
        return hasRun;
    }

    /** Whether it holds resources. */
    boolean isAlive() {
        return !state.isTerminal() && !vanished && worker.isUp();
    }

    AttemptStatus status() {
        byte[] accumulators =
                state == AttemptState.FINISHED ? attempt().toString().getBytes(UTF_8) : new byte[0];
        return new AttemptStatus(
                attempt(), state, Optional.ofNullable(failure), accumulators, AttemptStatus.Progress.START);
    }

    void start() {
        Faults faults = world.scenario().faults();
        workLeft = world.chance().between(0, 6_000);
        later(world.chance().delay(300, 4_000, 0.1), this::initialize);
        if (world.strikes(faults.taskFailure())) {
            later(world.chance().between(0, 6_000), () -> fail(world.newFailure()));
        }
        if (world.strikes(faults.vanishing())) {
            later(world.chance().between(0, 6_000), this::vanish);
        }
    }

    private void initialize() {
        if (state == AttemptState.DEPLOYING) {
            become(AttemptState.INITIALIZING);
            later(world.chance().delay(100, 3_000, 0.1), this::run);
        }
    }

    private void run() {
        if (state == AttemptState.INITIALIZING) {
            hasRun = true;
            become(AttemptState.RUNNING);
            work();
        }
    }

    private void work() {
        if (state != AttemptState.RUNNING) {
            return;
        }
        Optional<String> broken = brokenNeighbour();
        if (broken.isPresent() && world.chance().happens(0.3)) {
            fail(broken.get());
        } else if (broken.isEmpty() && isDone()) {
            become(AttemptState.FINISHED);
        } else {
            int pause = world.chance().between(200, 600);
            workLeft -= broken.isEmpty() ? pause : 0;
            later(pause, this::work);
        }
    }

    private boolean isDone() {
        return workLeft <= 0
                && part.job().bounded()
                && all(part.job().producersOf(part.subtask()), true)
                && all(part.job().consumersOf(part.subtask()), false);
    }

    private boolean all(List<Subtask> neighbours, boolean finished) {
        for (Subtask neighbour : neighbours) {
            Placement.Place place = order.placement().places().get(neighbour);
            SimulatedTask task = place == null ? null : world.task(place.attempt());
            boolean good = task != null
                    && (task.state == AttemptState.FINISHED
                            || (!finished && task.isAlive() && task.state == AttemptState.RUNNING));
            if (!good) {
                return false;
            }
        }
        return true;
    }

    /** What a real task would complain of: input from where there is none. */
    private Optional<String> brokenNeighbour() {
        for (Subtask producer : part.job().producersOf(part.subtask())) {
            Placement.Place place = order.placement().places().get(producer);
            if (place == null) {
                return Optional.of("PartitionNotFoundException: no place of " + producer);
            }
            SimulatedTask task = world.task(place.attempt());
            if (task == null || task.state == AttemptState.FINISHED) {
                continue;
            }
            if (!task.worker.isUp()) {
                return Optional.of("RemoteTransportException: Connection lost to " + place.worker());
            }
            if (!task.isAlive() || task.state == AttemptState.CANCELING) {
                return Optional.of("PartitionNotFoundException: " + place.attempt() + " is gone");
            }
        }
        return Optional.empty();
    }

    private void fail(String summary) {
        if (state != AttemptState.CANCELING) {
            failure = new FailureCause(summary, "");
            become(AttemptState.FAILED);
        }
    }

    private void vanish() {
        // What is not known to have been received cannot be missed, it is sent again.
        if (!state.isTerminal() && worker.hasReceivedAllUpTo(order.sequence())) {
            world.trace().add("world", attempt() + " vanishes");
            vanished = true;
            worker.forget(this);
        }
    }

    void cancel() {
        if (state.isTerminal() || state == AttemptState.CANCELING) {
            return;
        }
        become(AttemptState.CANCELING);
        boolean stubborn = world.strikes(world.scenario().faults().stubbornness());
        AttemptState end = world.chance().happens(0.05) ? AttemptState.FINISHED : AttemptState.CANCELED;
        later(world.chance().delay(200, 15_000, stubborn ? 1 : 0.02), () -> become(end));
    }

    private void become(AttemptState next) {
        if (!state.isTerminal()) {
            state = next;
            worker.changed(this);
        }
    }

    /** Goes on after a while, if there is still somebody to go on. */
    private void later(long delay, Runnable step) {
        world.time().after(delay, () -> {
            if (vanished || !worker.isUp()) {
                return;
            }
            if (worker.isFrozen()) {
                later(100, step);
            } else {
                step.run();
            }
        });
    }

    @Override
    public String toString() {
        return part + " " + attempt() + " " + state + " on " + worker.id();
    }
}
