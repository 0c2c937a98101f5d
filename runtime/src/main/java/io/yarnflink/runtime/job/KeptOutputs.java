package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be there as a whole before it is read, as in batch jobs: a region starts when the regions that it reads so
 * have finished, and their output stays on their TaskManagers. Owned by the core's thread.
 */
final class KeptOutputs {

    private final JobTopology topology;
    private final SubtaskExecutions subtasks;
    private final int[] regions;
    private final boolean any;

    KeptOutputs(JobTopology topology, SubtaskExecutions subtasks) {
        this.topology = topology;
        this.subtasks = subtasks;
        this.regions = topology.regions();
        this.any = topology.vertices().stream()
                .anyMatch(vertex -> !vertex.blocking().isEmpty());
    }

    /** Those of the waiting subtasks whose region has all of its input. */
    List<SubtaskExecution> readable(List<SubtaskExecution> waiting) {
        Set<Integer> heldBack = heldBack(waiting);
        return waiting.stream()
                .filter(subtask -> !heldBack.contains(subtask.region()))
                .toList();
    }

    /** The others. */
    List<SubtaskExecution> unreadable(List<SubtaskExecution> waiting) {
        Set<Integer> heldBack = heldBack(waiting);
        return waiting.stream()
                .filter(subtask -> heldBack.contains(subtask.region()))
                .toList();
    }

    /** The regions that wait for others to finish. */
    private Set<Integer> heldBack(List<SubtaskExecution> waiting) {
        if (!any) {
            return Set.of();
        }
        Set<Integer> candidates = SubtaskExecutions.regionsOf(waiting);
        Set<Integer> heldBack = new TreeSet<>();
        for (int v = 0; v < regions.length; v++) {
            if (candidates.contains(regions[v]) && !hasItsInput(v)) {
                heldBack.add(regions[v]);
            }
        }
        return heldBack;
    }

    private boolean hasItsInput(int reader) {
        for (int upstream : topology.vertices().get(reader).blocking()) {
            if (regions[upstream] != regions[reader] && !hasFinished(upstream)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasFinished(int vertex) {
        return subtasks.all().stream()
                .filter(subtask -> subtask.subtask().vertex() == vertex)
                .allMatch(subtask -> subtask.state() == SubtaskState.FINISHED);
    }

    /** Whether finished subtasks have left something on this worker that others have yet to read. */
    boolean areNeededFrom(WorkerId worker) {
        return any
                && subtasks.in(SubtaskState.FINISHED).stream()
                        .filter(subtask -> subtask.slot().worker().equals(worker))
                        .anyMatch(subtask -> isStillRead(subtask.subtask().vertex()));
    }

    private boolean isStillRead(int vertex) {
        List<TopologyVertex> vertices = topology.vertices();
        for (int reader = 0; reader < vertices.size(); reader++) {
            if (vertices.get(reader).blocking().contains(vertex) && !hasFinished(reader)) {
                return true;
            }
        }
        return false;
    }
}
