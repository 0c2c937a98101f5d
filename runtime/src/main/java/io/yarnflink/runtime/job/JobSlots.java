package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.scheduling.SharedSlots;
import io.yarnflink.runtime.scheduling.SlotId;
import java.util.ArrayList;
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
    private final String name;
    private final SharedSlots shared;
    private final CoreContext context;
    private final Map<Integer, SlotId> assigned = new TreeMap<>();
    private long waitingSince = NOT_WAITING;

    JobSlots(JobTopology topology, CoreContext context) {
        this.job = topology.job();
        this.name = topology.name();
        this.shared = new SharedSlots(topology);
        this.context = context;
    }

    int wanted() {
        return shared.count();
    }

    /**
     * Why the job cannot go on, if it lacks slots for these subtasks.
     *
     * @param subtasks those that have yet to be deployed
     * @param restart what the job restarts after
     */
    Optional<FailureCause> shortage(List<SubtaskExecution> subtasks, Optional<FailureCause> restart) {
        int missing = needed(subtasks).size();
        if (missing == 0) {
            return Optional.empty();
        }
        String after = restart.map(cause -> ". It was restarting after: " + cause.summary())
                .orElse("");
        return Optional.of(new FailureCause(
                "Job '" + name + "' needs " + missing + " more slots, "
                        + context.workers().count() + " TaskManagers offer "
                        + context.workers().freeSlots() + " after "
                        + context.options().slotTimeout().toSeconds() + " s" + context.workersUnavailable()
                        + ". Give the queue more room, or lower the parallelism; "
                        + "slot.request.timeout says how long to wait" + after,
                ""));
    }

    /** From now on the job has waited for slots. */
    void startWaiting() {
        waitingSince = context.now();
        context.emit(new JobAction.SetTimer(
                new Timer.SlotsOverdue(job, waitingSince), context.options().slotTimeout()));
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

    /** Finds slots for as many whole regions as possible, and says whose subtasks now have one. */
    List<SubtaskExecution> assignRegions(List<SubtaskExecution> subtasks) {
        List<SubtaskExecution> assigned = new ArrayList<>();
        for (int region : SubtaskExecutions.regionsOf(subtasks)) {
            List<SubtaskExecution> members =
                    subtasks.stream().filter(s -> s.region() == region).toList();
            if (assign(members)) {
                assigned.addAll(members);
            }
        }
        return assigned;
    }

    /** Finds a slot for each of the subtasks, or changes nothing. */
    private boolean assign(List<SubtaskExecution> subtasks) {
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
            // Where something has finished, its output may have been kept.
            boolean somewhere = subtask.state().isOnWorker() || subtask.state() == SubtaskState.FINISHED;
            if (somewhere) {
                place(subtask).ifPresent(place -> places.put(subtask.subtask(), place));
            }
        }
        return new Placement(places);
    }

    private Optional<Placement.Place> place(SubtaskExecution subtask) {
        return Optional.ofNullable(context.workers().get(subtask.slot().worker()))
                .map(worker -> new Placement.Place(subtask.attempt(), worker.id(), worker.address()));
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
