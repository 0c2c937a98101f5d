package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.util.AbstractID;

/** All subtasks of a job and what can be asked of them together. Owned by the core's thread. */
final class SubtaskExecutions {

    private final ExecutionGraphID graph;
    private final List<SubtaskExecution> all = new ArrayList<>();
    private final Map<Subtask, SubtaskExecution> bySubtask = new HashMap<>();
    private final Map<ExecutionVertexID, SubtaskExecution> byVertex = new HashMap<>();

    /** @param incarnation which of the job's lives they are part of */
    SubtaskExecutions(JobTopology topology, int incarnation, TransitionObserver observer) {
        JobID job = topology.job();
        graph = new ExecutionGraphID(
                new AbstractID(job.getLowerPart(), job.getUpperPart() + incarnation - 1).getBytes());
        int[] regions = topology.regions();
        for (Subtask subtask : topology.subtasks()) {
            JobVertexID vertex = topology.vertices().get(subtask.vertex()).id();
            SubtaskExecution execution = new SubtaskExecution(
                    subtask, topology.describe(subtask), regions[subtask.vertex()], graph, vertex, observer);
            all.add(execution);
            bySubtask.put(subtask, execution);
            byVertex.put(new ExecutionVertexID(vertex, subtask.index()), execution);
        }
    }

    List<SubtaskExecution> all() {
        return all;
    }

    SubtaskExecution of(Subtask subtask) {
        SubtaskExecution execution = bySubtask.get(subtask);
        if (execution == null) {
            throw new IllegalArgumentException(subtask + " is not one of " + bySubtask.keySet());
        }
        return execution;
    }

    /** Whether this is an attempt of one of them, however old. */
    boolean include(ExecutionAttemptID attempt) {
        ExecutionVertexID vertex = attempt.getExecutionVertexId();
        return byVertex.containsKey(vertex)
                && new ExecutionAttemptID(graph, vertex, attempt.getAttemptNumber()).equals(attempt);
    }

    /** The subtask whose current attempt this is. */
    Optional<SubtaskExecution> current(ExecutionAttemptID attempt) {
        return Optional.ofNullable(byVertex.get(attempt.getExecutionVertexId()))
                .filter(subtask -> subtask.attempt().equals(attempt));
    }

    List<SubtaskExecution> liveOn(WorkerId worker) {
        return all.stream()
                .filter(subtask ->
                        subtask.state().isOnWorker() && subtask.slot().worker().equals(worker))
                .toList();
    }

    List<SubtaskExecution> in(SubtaskState state) {
        return all.stream().filter(subtask -> subtask.state() == state).toList();
    }

    List<SubtaskExecution> ofRegion(int region) {
        return all.stream().filter(subtask -> subtask.region() == region).toList();
    }

    boolean allIn(SubtaskState state) {
        return all.stream().allMatch(subtask -> subtask.state() == state);
    }

    boolean anyIn(SubtaskState state) {
        return all.stream().anyMatch(subtask -> subtask.state() == state);
    }

    boolean allHaveEnded() {
        return all.stream().allMatch(subtask -> subtask.state().hasEnded());
    }

    boolean allRunOrFinished() {
        return all.stream()
                .allMatch(
                        subtask -> subtask.state() == SubtaskState.RUNNING || subtask.state() == SubtaskState.FINISHED);
    }

    /** What each subtask's attempt left, of those that left something. */
    List<byte[]> accumulators() {
        return all.stream()
                .map(SubtaskExecution::accumulators)
                .filter(left -> left.length > 0)
                .toList();
    }

    Set<Integer> regions() {
        return regionsOf(all);
    }

    static List<Subtask> subtasksOf(Collection<SubtaskExecution> executions) {
        return executions.stream().map(SubtaskExecution::subtask).toList();
    }

    static Set<Integer> regionsOf(Collection<SubtaskExecution> subtasks) {
        Set<Integer> regions = new TreeSet<>();
        for (SubtaskExecution subtask : subtasks) {
            regions.add(subtask.region());
        }
        return regions;
    }
}
