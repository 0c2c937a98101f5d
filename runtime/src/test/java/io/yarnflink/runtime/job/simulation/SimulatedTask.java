package io.yarnflink.runtime.job.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a worker. It gets on only while exactly those attempts that its placement names produce its input and read
 * its output; when one of them goes, it hangs or complains, like a real one.
 */
final class SimulatedTask {

    private final JobAction.DeployAttempt order;
    private final Master master;
    private final SimulatedWorker worker;
    private final World world;
    private final World.Part part;
    private AttemptState state = AttemptState.DEPLOYING;
    private @Nullable FailureCause failure;
    private boolean hasRun;
    private boolean vanished;
    private final List<Subtask> producers;
    private final Dataflow flow;
    private final Snapshots snapshots;

    SimulatedTask(JobAction.DeployAttempt order, Master master, SimulatedWorker worker, World world) {
        this.order = order;
        this.master = master;
        this.worker = worker;
        this.world = world;
        this.part = world.partOf(order.attempt());
        this.producers = part.job().producersOf(part.subtask());
        this.flow = new Dataflow(order, world, part, this::aligned);
        this.snapshots = new Snapshots(this, world, flow);
    }

    private void aligned(Item.Barrier barrier) {
        snapshots.take(barrier);
    }

    ExecutionAttemptID attempt() {
        return order.attempt();
    }

    /** The attempt of the ApplicationMaster that has ordered it. */
    Master master() {
        return master;
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
        return new AttemptStatus(attempt(), state, Optional.ofNullable(failure), accumulators, snapshots.progress());
    }

    void start() {
        if (isCurrent()) {
            world.succession().goesBackTo(part, order.restore().orElse(0));
        }
        Faults faults = world.scenario().faults();
        later(world.chance().delay(300, 4_000, 0.1), this::initialize);
        if (world.strikes(faults.taskFailure())) {
            later(world.chance().between(0, 15_000), () -> fail(world.newFailure()));
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
        if (state != AttemptState.INITIALIZING) {
            return;
        }
        if (order.restore().isPresent()) {
            Optional<TaskState> restored =
                    master.storage().restore(part, order.restore().getAsLong(), isCurrent());
            if (restored.isEmpty()) {
                fail("FileNotFoundException: " + world.newFailure());
                return;
            }
            snapshots.restore(restored.get(), order.restore().getAsLong());
        }
        hasRun = true;
        become(AttemptState.RUNNING);
        work();
    }

    /** Whether the attempt that leads the application counts on it. */
    private boolean isCurrent() {
        return master.leads()
                && master.ledger().isLatest(attempt())
                && master.ledger().trusts(worker.id())
                && master.ledger().isLive(part.job());
    }

    private void work() {
        if (state != AttemptState.RUNNING) {
            return;
        }
        Optional<String> broken = brokenNeighbour();
        if (broken.isPresent() && world.chance().happens(0.3)) {
            fail(broken.get());
            return;
        }
        if (broken.isEmpty() && !snapshots.isStopped()) {
            boolean ended = flow.hasEndOfData();
            flow.step();
            if (ended != flow.hasEndOfData()) {
                worker.changed(this);
            }
        }
        if (broken.isEmpty() && snapshots.mayFinish()) {
            snapshots.commitRest();
            finish();
        } else {
            later(world.chance().between(200, 600), this::work);
        }
    }

    /** All is done. */
    void finish() {
        world.outputs().finished(attempt(), flow.seen());
        flow.finish();
        become(AttemptState.FINISHED);
    }

    boolean isRunning() {
        return state == AttemptState.RUNNING && !vanished;
    }

    void trigger(CheckpointOrder checkpoint) {
        if (isRunning()) {
            snapshots.trigger(checkpoint);
        } else {
            FailureCause cause = new FailureCause(this + " does not run", "");
            worker.decline(
                    attempt(), checkpoint.id(), CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY, cause);
        }
    }

    void confirm(long checkpoint) {
        snapshots.confirm(checkpoint);
    }

    void abort(long checkpoint) {
        if (isRunning()) {
            snapshots.abort(checkpoint);
        }
    }

    /** What a real task would complain of: input from where there is none. */
    private Optional<String> brokenNeighbour() {
        for (Subtask producer : producers) {
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

    /** Something goes wrong. */
    void fail(String summary) {
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
    void later(long delay, Runnable step) {
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
