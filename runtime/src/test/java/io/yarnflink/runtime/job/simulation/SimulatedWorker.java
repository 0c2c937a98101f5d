package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.WorkerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** A TaskManager that keeps the contract of the control messages, as far as its process and its connection let it. */
final class SimulatedWorker {

    /** What the operating system knows of it. */
    private enum Condition {
        UP,
        FROZEN,
        DOWN
    }

    private static final int REGISTER_AGAIN = 1_000;

    private final WorkerId id;
    private final World world;
    private final int slots;
    private final Map<ExecutionAttemptID, SimulatedTask> running = new LinkedHashMap<>();
    private final Map<ExecutionAttemptID, AttemptStatus> ended = new LinkedHashMap<>();
    private final Set<ExecutionAttemptID> known = new HashSet<>();
    private final Set<Long> receivedDeployments = new HashSet<>();
    private final List<Consumer<SimulatedWorker>> inbox = new ArrayList<>();
    private Condition process = Condition.UP;
    private boolean connected;
    private int connection;
    private boolean accepted;
    private long lastDeployment;

    SimulatedWorker(WorkerId id, int slots, World world) {
        this.id = id;
        this.slots = slots;
        this.world = world;
    }

    WorkerId id() {
        return id;
    }

    int slots() {
        return slots;
    }

    boolean isUp() {
        return process != Condition.DOWN;
    }

    boolean isFrozen() {
        return process == Condition.FROZEN;
    }

    boolean isConnected() {
        return connected && isUp();
    }

    /** Tells one connection from the next. */
    int connection() {
        return connection;
    }

    Collection<SimulatedTask> running() {
        return running.values();
    }

    /** Ends that the core has not acknowledged. */
    Collection<ExecutionAttemptID> unacknowledged() {
        return ended.keySet();
    }

    /** Opens a connection and registers. */
    void connect() {
        if (!isUp()) {
            return;
        }
        connected = true;
        connection++;
        accepted = false;
        register(connection);
        heartbeat(connection);
    }

    private void register(int through) {
        if (accepted || !isConnected() || connection != through) {
            return;
        }
        if (!isFrozen()) {
            world.network().toCore(this, new JobEvent.WorkerConnected(id, new WorkerAddress("host-" + id, 1), slots));
        }
        world.time().after(REGISTER_AGAIN, () -> register(through));
    }

    private void heartbeat(int through) {
        if (!isConnected() || connection != through) {
            return;
        }
        if (accepted && !isFrozen()) {
            List<AttemptStatus> statuses = new ArrayList<>();
            running.values().forEach(task -> statuses.add(task.status()));
            statuses.addAll(ended.values());
            world.network().toCore(this, new JobEvent.HeartbeatReceived(id, lastDeployment, statuses));
        }
        world.time().after(world.scenario().options().heartbeatInterval().toMillis(), () -> heartbeat(through));
    }

    void receive(Consumer<SimulatedWorker> message) {
        if (isFrozen()) {
            inbox.add(message);
        } else if (isUp()) {
            message.accept(this);
        }
    }

    void accepted() {
        accepted = true;
    }

    void deploy(JobAction.DeployAttempt order) {
        accepted = true;
        receivedDeployments.add(order.sequence());
        while (receivedDeployments.remove(lastDeployment + 1)) {
            lastDeployment++;
        }
        if (!known.add(order.attempt())) {
            return;
        }
        SimulatedTask task = new SimulatedTask(order, this, world);
        running.put(order.attempt(), task);
        world.add(task);
        task.start();
    }

    void cancel(ExecutionAttemptID attempt) {
        known.add(attempt);
        SimulatedTask task = running.get(attempt);
        if (task != null) {
            task.cancel();
        } else {
            report(ended.computeIfAbsent(attempt, id -> AttemptStatus.of(id, AttemptState.CANCELED)));
        }
    }

    void trigger(ExecutionAttemptID attempt, CheckpointOrder order) {
        SimulatedTask task = running.get(attempt);
        if (task != null) {
            task.trigger(order);
        } else if (ended.containsKey(attempt)) {
            FailureCause cause = new FailureCause(attempt + " has ended", "");
            decline(attempt, order.id(), CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING, cause);
        }
    }

    void decline(ExecutionAttemptID attempt, long checkpoint, CheckpointFailureReason reason, FailureCause cause) {
        world.network().toCore(this, new JobEvent.CheckpointDeclined(id, attempt, checkpoint, reason, cause));
    }

    void confirm(ExecutionAttemptID attempt, long checkpoint) {
        SimulatedTask task = running.get(attempt);
        if (task != null) {
            task.confirm(checkpoint);
        }
    }

    void abort(ExecutionAttemptID attempt, long checkpoint) {
        SimulatedTask task = running.get(attempt);
        if (task != null) {
            task.abort(checkpoint);
        }
    }

    void acknowledged(ExecutionAttemptID attempt) {
        ended.remove(attempt);
    }

    void changed(SimulatedTask task) {
        AttemptStatus status = task.status();
        if (status.state().isTerminal()) {
            running.remove(task.attempt());
            ended.put(task.attempt(), status);
        }
        report(status);
    }

    private void report(AttemptStatus status) {
        world.network().toCore(this, new JobEvent.AttemptReported(id, status));
    }

    boolean hasReceivedAllUpTo(long deployment) {
        return deployment <= lastDeployment;
    }

    /** Loses an attempt without noticing. */
    void forget(SimulatedTask task) {
        running.remove(task.attempt());
    }

    void freeze(long forMillis) {
        if (process != Condition.UP) {
            return;
        }
        world.trace().add("world", id + " falls silent for " + forMillis);
        process = Condition.FROZEN;
        world.time().after(forMillis, () -> {
            if (process == Condition.FROZEN) {
                process = Condition.UP;
                List<Consumer<SimulatedWorker>> waiting = List.copyOf(inbox);
                inbox.clear();
                waiting.forEach(this::receive);
            }
        });
    }

    /** Breaks the connection; the worker connects again some time later. */
    void disconnect(long backAfter) {
        if (!isConnected()) {
            return;
        }
        world.trace().add("world", id + " is cut off for " + backAfter);
        connected = false;
        world.time().after(backAfter, this::connect);
    }

    void die() {
        if (isUp()) {
            world.trace().add("world", id + " dies");
            process = Condition.DOWN;
        }
    }
}
