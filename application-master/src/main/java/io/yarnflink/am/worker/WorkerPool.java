package io.yarnflink.am.worker;

import io.yarnflink.runtime.application.WorkerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides about containers: how many to ask for, which to start, which to give back. Takes what happened, returns what
 * to do; reads no clock and calls nobody. Owned by the thread of {@link WorkerLoop}.
 *
 * <p>Containers that did not get as far as a registered TaskManager are counted; after {@code startFailureLimit} of them
 * in a row no more are asked for. Those that the cluster took away do not count. The end of a container that had been
 * given up before is no second loss: it only tells how it ended.
 */
final class WorkerPool {

    private final int startFailureLimit;
    private final Map<WorkerId, ContainerState> containers = new LinkedHashMap<>();
    private final Set<WorkerId> unexplained = new LinkedHashSet<>();
    private int target;
    private int startFailures;
    private boolean givenUp;

    /** @param startFailureLimit at least 1 */
    WorkerPool(int startFailureLimit) {
        if (startFailureLimit < 1) {
            throw new IllegalArgumentException("Expected a limit of at least 1, found " + startFailureLimit);
        }
        this.startFailureLimit = startFailureLimit;
    }

    /** How many containers are to be asked for beyond those that there are. */
    int outstanding() {
        return givenUp ? 0 : Math.max(0, target - counting());
    }

    /** The containers that YARN has not reported as ended, whatever their state. */
    List<WorkerId> present() {
        return List.copyOf(containers.keySet());
    }

    /** From now on this many TaskManagers are wanted; what runs beyond it stays. */
    void targetChanged(int workers) {
        target = workers;
    }

    /** Nothing more is asked for. */
    void giveUp() {
        givenUp = true;
    }

    /** No container can be had; nothing more is asked for. */
    List<WorkerAction> unavailable(String reason) {
        if (givenUp) {
            return List.of();
        }
        givenUp = true;
        return List.of(new WorkerAction.ReportUnavailable(reason));
    }

    List<WorkerAction> allocated(WorkerId worker) {
        if (containers.containsKey(worker)) {
            return List.of();
        }
        if (outstanding() == 0) {
            containers.put(worker, ContainerState.RELEASING);
            return List.of(new WorkerAction.Release(worker, "more containers came than are wanted"));
        }
        containers.put(worker, ContainerState.STARTING);
        return List.of(new WorkerAction.ReportAllocated(worker), new WorkerAction.Start(worker));
    }

    /** A container of an earlier attempt runs; its TaskManager has yet to register. */
    void inherited(WorkerId worker) {
        containers.putIfAbsent(worker, ContainerState.STARTED);
    }

    /** Whether a container's TaskManager has yet to register. */
    boolean isAwaited(WorkerId worker) {
        return containers.get(worker) == ContainerState.STARTED;
    }

    List<WorkerAction> started(WorkerId worker) {
        ContainerState state = move(worker, ContainerEvent.STARTED);
        return state == ContainerState.RELEASING ? List.of(new WorkerAction.Stop(worker)) : List.of();
    }

    List<WorkerAction> startFailed(WorkerId worker, String reason) {
        boolean wasStarting = containers.get(worker) == ContainerState.STARTING;
        move(worker, ContainerEvent.START_FAILED);
        if (!wasStarting) {
            return List.of();
        }
        List<WorkerAction> actions = new ArrayList<>();
        actions.add(new WorkerAction.Release(worker, reason));
        actions.add(new WorkerAction.ReportEnded(worker, reason));
        actions.add(new WorkerAction.BlameNode(worker));
        countStartFailure(reason, actions);
        return actions;
    }

    /** The TaskManager in this container has registered. */
    void registered(WorkerId worker) {
        if (move(worker, ContainerEvent.REGISTERED) == ContainerState.REGISTERED) {
            startFailures = 0;
        }
    }

    List<WorkerAction> release(WorkerId worker, String reason) {
        ContainerState before = containers.get(worker);
        move(worker, ContainerEvent.RELEASED);
        if (before == null || before == ContainerState.RELEASING) {
            return List.of();
        }
        if (before == ContainerState.STARTING) {
            // A start that is under way is stopped when it has been answered.
            return List.of(new WorkerAction.Release(worker, reason));
        }
        // Not given back to the ResourceManager: its word on how the container ended would be just that.
        unexplained.add(worker);
        return List.of(new WorkerAction.Stop(worker));
    }

    /** The NodeManager could not be told to stop the container. */
    List<WorkerAction> stopFailed(WorkerId worker) {
        return containers.containsKey(worker)
                ? List.of(new WorkerAction.Release(worker, "its NodeManager does not answer"))
                : List.of();
    }

    /** Containers that had to be given up after they had started, and of whose end YARN has not told yet. */
    Set<WorkerId> unexplained() {
        return Set.copyOf(unexplained);
    }

    List<WorkerAction> completed(WorkerId worker, ContainerEnd end) {
        ContainerState before = containers.get(worker);
        if (before == null) {
            return List.of();
        }
        move(worker, ContainerEvent.COMPLETED);
        boolean lostBefore = unexplained.remove(worker);
        List<WorkerAction> actions = new ArrayList<>();
        // One that failed to start has been counted, and how one ends that was given back says nothing.
        if (end.origin() == ContainerEnd.Origin.PROCESS && (before.counts() || lostBefore)) {
            actions.add(new WorkerAction.BlameNode(worker));
        }
        if (!before.counts()) {
            return actions;
        }
        actions.add(new WorkerAction.ReportEnded(worker, end.reason()));
        if (before != ContainerState.REGISTERED && isItsOwnDoing(end)) {
            countStartFailure(end.reason(), actions);
        }
        return actions;
    }

    private static boolean isItsOwnDoing(ContainerEnd end) {
        return end.origin() == ContainerEnd.Origin.PROCESS || end.origin() == ContainerEnd.Origin.ORDERLY;
    }

    private void countStartFailure(String reason, List<WorkerAction> actions) {
        startFailures++;
        if (startFailures >= startFailureLimit) {
            actions.addAll(unavailable(startFailures
                    + " TaskManagers in a row ended before they had registered; the last one: " + reason));
        }
    }

    /** The new state; {@link ContainerState#ENDED} for a container that is gone, for which every event comes too late. */
    private ContainerState move(WorkerId worker, ContainerEvent event) {
        ContainerState before = containers.get(worker);
        if (before == null) {
            return ContainerState.ENDED;
        }
        ContainerState after = before.after(event);
        if (after == ContainerState.ENDED) {
            containers.remove(worker);
        } else {
            containers.put(worker, after);
        }
        return after;
    }

    private int counting() {
        return (int) containers.values().stream().filter(ContainerState::counts).count();
    }
}
