package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/** The part that one attempt takes in checkpoints: it snapshots at barriers, writes, acknowledges, commits and waits. */
final class Snapshots {

    private static final List<CheckpointFailureReason> REASONS = List.of(
            CheckpointFailureReason.CHECKPOINT_DECLINED,
            CheckpointFailureReason.CHECKPOINT_ASYNC_EXCEPTION,
            CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY);

    private static final long NONE = 0;

    private final SimulatedTask task;
    private final World world;
    private final Dataflow flow;
    private final Map<TaskState.Transaction, Amount> uncommitted = new LinkedHashMap<>();
    private final Set<Long> writing = new HashSet<>();
    private long confirmed = NONE;
    private long firstAfterEnd = NONE;
    private long stoppedFor = NONE;

    Snapshots(SimulatedTask task, World world, Dataflow flow) {
        this.task = task;
        this.world = world;
        this.flow = flow;
    }

    /** What was written before the checkpoint is committed, whoever wrote it: the checkpoint is complete. */
    void restore(TaskState state, long checkpoint) {
        flow.restore(state);
        if (!state.uncommitted().isEmpty()) {
            world.succession().commits(task, checkpoint);
        }
        state.uncommitted().forEach((transaction, amount) -> world.outputs().commit(task.part(), transaction, amount));
    }

    /** The core wants the checkpoint to begin here. */
    void trigger(CheckpointOrder order) {
        if (flow.isSource() && order.purpose() == CheckpointPurpose.DRAIN) {
            flow.endData();
        }
        flow.barriers().begin(new Item.Barrier(order));
    }

    /** All barriers are there. */
    void take(Item.Barrier barrier) {
        CheckpointOrder order = barrier.order();
        Amount written = flow.takeWritten();
        if (flow.isSink() && !written.isNothing()) {
            uncommitted.put(new TaskState.Transaction(task.attempt(), order.id()), written);
        }
        TaskState state = new TaskState(flow.seen(), false, uncommitted);
        flow.forward(barrier);
        if (order.purpose().isStopping()) {
            stoppedFor = order.id();
        }
        if (flow.hasEndOfData() && firstAfterEnd == NONE) {
            firstAfterEnd = order.id();
        }
        writing.add(order.id());
        task.later(world.chance().delay(600, 9_000, world.isFaulty() ? 0.08 : 0), () -> write(order, state));
    }

    private void write(CheckpointOrder order, TaskState state) {
        if (!writing.remove(order.id()) || !task.isRunning()) {
            return;
        }
        if (world.strikes(world.scenario().faults().snapshotFailure())) {
            decline(order.id(), world.chance().of(REASONS));
            return;
        }
        SubtaskSnapshot snapshot = world.files().write(task, order, state);
        world.network()
                .toCore(
                        task.worker(),
                        new JobEvent.CheckpointAcknowledged(task.worker().id(), task.attempt(), order.id(), snapshot));
    }

    private void decline(long checkpoint, CheckpointFailureReason reason) {
        task.worker().decline(task.attempt(), checkpoint, reason, new FailureCause(world.newFailure(), ""));
    }

    /** The checkpoint is complete: what was written before it becomes visible. */
    void confirm(long checkpoint) {
        if (checkpoint <= confirmed || !task.isRunning()) {
            return;
        }
        confirmed = checkpoint;
        Map<TaskState.Transaction, Amount> all = Map.copyOf(uncommitted);
        all.forEach((transaction, amount) -> {
            if (transaction.checkpoint() <= checkpoint) {
                world.succession().commits(task, checkpoint);
                world.outputs().commit(task.part(), transaction, amount);
                uncommitted.remove(transaction);
            }
        });
        if (stoppedFor == checkpoint) {
            task.finish();
        }
    }

    /** The checkpoint has failed. */
    void abort(long checkpoint) {
        writing.remove(checkpoint);
        flow.barriers().cancel(checkpoint);
        if (stoppedFor == checkpoint) {
            // Its sources have ended; it cannot go on.
            task.fail("Stop-with-savepoint failed");
        }
    }

    /** Whether the task stands still until it is told of the savepoint that it stopped for. */
    boolean isStopped() {
        return stoppedFor != NONE;
    }

    /** Whether nothing is left to do. */
    boolean mayFinish() {
        boolean last =
                !task.part().job().waitsForLastCheckpoint() || (firstAfterEnd != NONE && confirmed >= firstAfterEnd);
        return last && flow.hasEndOfData() && !flow.hasUnreadOutput() && writing.isEmpty() && !isStopped();
    }

    /** Without checkpoints, output becomes visible when its writer has finished. */
    void commitRest() {
        Amount rest = flow.takeWritten();
        if (flow.isSink() && !rest.isNothing()) {
            TaskState.Transaction last = new TaskState.Transaction(task.attempt(), Long.MAX_VALUE);
            world.outputs().commit(task.part(), last, rest);
        }
    }

    AttemptStatus.Progress progress() {
        return new AttemptStatus.Progress(flow.hasEndOfData(), confirmed);
    }
}
