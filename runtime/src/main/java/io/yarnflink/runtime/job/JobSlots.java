package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.scheduling.SharedSlots;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;

/** The slots of one job. A job keeps its slots over restarts, until their worker is gone. Owned by the core's thread. */
final class JobSlots {

    private static final long NOT_WAITING = -1;

    private final JobID job;
    private final SharedSlots shared;
    private final CoreContext context;
    private final Map<Integer, SlotId> assigned = new TreeMap<>();
    private long waitingSince = NOT_WAITING;

    JobSlots(JobTopology topology, CoreContext context) {
        this.job = topology.job();
        this.shared = new SharedSlots(topology);
        this.context = context;
    }

    int wanted() {
        return shared.count();
    }

    /** How many slots the subtasks need beyond those that the job has. */
    int missing(List<SubtaskExecution> subtasks) {
        return needed(subtasks).size();
    }

    void waitFrom(long now) {
        waitingSince = now;
    }

    boolean waitsSince(long moment) {
        return waitingSince == moment;
    }

    void stopWaiting() {
        waitingSince = NOT_WAITING;
    }

    /** A worker's slots are gone; says whether the job had any of them. */
    boolean forget(WorkerId worker) {
        return assigned.values().removeIf(slot -> slot.worker().equals(worker));
    }

    /** Finds a slot for each of the subtasks, or changes nothing. */
    boolean assign(List<SubtaskExecution> subtasks) {
        Set<Integer> needed = needed(subtasks);
        Optional<List<SlotId>> taken = context.workers().take(needed.size());
        if (taken.isEmpty()) {
            return false;
        }
        int next = 0;
        for (int slot : needed) {
            assigned.put(slot, taken.get().get(next++));
        }
        return true;
    }

    /** Sends the subtasks, which have slots, on their way. */
    void deploy(List<SubtaskExecution> subtasks, SubtaskExecutions all) {
        for (SubtaskExecution subtask : subtasks) {
            SlotId slot = slotOf(subtask);
            subtask.deployed(slot, context.now());
        }
        Placement placement = placementOf(all);
        for (SubtaskExecution subtask : subtasks) {
            long sequence = worker(subtask.slot()).nextDeployment();
            context.emit(subtask.order(job, sequence, placement));
        }
    }

    void freeAll() {
        assigned.values().forEach(slot -> context.workers().free(slot));
        assigned.clear();
    }

    private Set<Integer> needed(List<SubtaskExecution> subtasks) {
        Set<Integer> needed = new TreeSet<>();
        for (SubtaskExecution subtask : subtasks) {
            needed.add(shared.of(subtask.subtask()));
        }
        needed.removeAll(assigned.keySet());
        return needed;
    }

    private Placement placementOf(SubtaskExecutions all) {
        Map<Subtask, Placement.Place> places = new HashMap<>();
        for (SubtaskExecution subtask : all.all()) {
            if (subtask.state().isOnWorker()) {
                SlotId slot = subtask.slot();
                places.put(
                        subtask.subtask(),
                        new Placement.Place(
                                subtask.attempt(), slot.worker(), worker(slot).address()));
            }
        }
        return new Placement(places);
    }

    private SlotId slotOf(SubtaskExecution subtask) {
        SlotId slot = assigned.get(shared.of(subtask.subtask()));
        if (slot == null) {
            throw new IllegalStateException(subtask.name() + " has no slot");
        }
        return slot;
    }

    private Worker worker(SlotId slot) {
        Worker worker = context.workers().get(slot.worker());
        if (worker == null) {
            throw new IllegalStateException("Slot " + slot + " belongs to a worker that is gone");
        }
        return worker;
    }
}
