package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

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
import org.jspecify.annotations.Nullable;

/** A TaskManager that keeps the contract of the control messages, as far as its process and its connection let it. */
final class SimulatedWorker {

    /** What the operating system knows of it. */
    private enum Condition {
        UP,
        FROZEN,
        DOWN
    }

    private static final int REGISTER_AGAIN = 1_000;

    /** How often it looks into the log, in milliseconds. */
    private static final int SEARCH = 500;

    /** How often it looks while tasks still end. */
    private static final int GRACE = 20;

    /** How often it looks at all. */
    private static final int PATIENCE = 200;

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
    private @Nullable Master master;
    private int newestEpoch;
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

    /** The attempt of the ApplicationMaster that it takes orders from; null while it looks for one. */
    @Nullable
    Master master() {
        return master;
    }

    /** Opens a connection to the attempt that has launched it, and registers. */
    void connectTo(Master launcher) {
        if (launcher.isDead() || launcher.isCutOff()) {
            search(0);
        } else {
            master = launcher;
            connect();
        }
    }

    private void connect() {
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

    void receive(int epoch, Consumer<SimulatedWorker> message) {
        receive(worker -> worker.obey(epoch, message));
    }

    private void receive(Consumer<SimulatedWorker> message) {
        if (isFrozen()) {
            inbox.add(message);
        } else if (isUp()) {
            message.accept(this);
        }
    }

    private void obey(int epoch, Consumer<SimulatedWorker> message) {
        if (epoch < newestEpoch && !world.mistake().obeysOldEpochs()) {
            return;
        }
        check(epoch >= newestEpoch, "%s obeys attempt %d, though it has heard %d", id, epoch, newestEpoch);
        newestEpoch = epoch;
        message.accept(this);
    }

    /** The ApplicationMaster cannot be reached any more: all that runs is canceled, and another attempt looked for. */
    void lost(Master gone) {
        if (!isUp() || master != gone) {
            return;
        }
        if (isFrozen()) {
            world.time().after(100, () -> lost(gone));
            return;
        }
        world.trace().add("world", id + " loses attempt " + gone.epoch());
        connected = false;
        master = null;
        List.copyOf(running.values()).forEach(SimulatedTask::cancel);
        search(0);
    }

    private void search(int tries) {
        if (!isUp()) {
            return;
        }
        if (tries >= (running.isEmpty() ? PATIENCE : GRACE)) {
            world.yarn().complete(id, "no JobManager");
            return;
        }
        int leader = world.log().leader();
        Master found = world.masters().reachable(leader);
        if (running.isEmpty() && !isFrozen() && leader > newestEpoch && found != null) {
            join(found);
        } else {
            world.time().after(SEARCH, () -> search(tries + 1));
        }
    }

    /** Nothing is left of what it has done for another attempt. */
    private void join(Master found) {
        world.trace().add("world", id + " joins attempt " + found.epoch());
        newestEpoch = found.epoch();
        master = found;
        ended.clear();
        known.clear();
        receivedDeployments.clear();
        lastDeployment = 0;
        connect();
    }

    void accepted() {
        accepted = true;
    }

    void deploy(Master from, JobAction.DeployAttempt order) {
        accepted = true;
        receivedDeployments.add(order.sequence());
        while (receivedDeployments.remove(lastDeployment + 1)) {
            lastDeployment++;
        }
        if (!known.add(order.attempt())) {
            return;
        }
        SimulatedTask task = new SimulatedTask(order, from, this, world);
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
        Master reset = master;
        if (world.scenario().attempts() > 1 && reset != null) {
            world.time().after(1, () -> lost(reset));
        } else {
            world.time().after(backAfter, this::connect);
        }
    }

    void die() {
        if (isUp()) {
            world.trace().add("world", id + " dies");
            process = Condition.DOWN;
        }
    }
}
