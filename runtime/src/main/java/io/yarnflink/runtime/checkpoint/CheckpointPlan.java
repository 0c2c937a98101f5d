package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who takes part in a checkpoint. Barriers travel with the records; where all who would send records have finished, nobody
 * would bring one, so such tasks are told by the JobManager, as sources are.
 *
 * @param triggered tasks that run and read from no task that runs, in the order of the topology
 * @param awaited all tasks that run; each of them must acknowledge
 * @param finished tasks that had finished before
 */
public record CheckpointPlan(List<Subtask> triggered, Set<Subtask> awaited, Set<Subtask> finished) {

    /**
     * The plan for the present stages.
     *
     * @param stages of every subtask of the topology
     * @return empty if a subtask neither runs nor has finished, or if none runs
     */
    public static Optional<CheckpointPlan> of(JobTopology topology, Function<Subtask, TaskStage> stages) {
        Set<Subtask> awaited = new LinkedHashSet<>();
        Set<Subtask> finished = new LinkedHashSet<>();
        for (Subtask subtask : topology.subtasks()) {
            TaskStage stage = stages.apply(subtask);
            if (stage == TaskStage.ABSENT) {
                return Optional.empty();
            }
            (stage == TaskStage.RUNNING ? awaited : finished).add(subtask);
        }
        return awaited.isEmpty()
                ? Optional.empty()
                : Optional.of(new CheckpointPlan(unfed(topology, awaited), awaited, finished));
    }

    private static List<Subtask> unfed(JobTopology topology, Set<Subtask> running) {
        List<BitSet> byVertex = new ArrayList<>();
        topology.vertices().forEach(vertex -> byVertex.add(new BitSet(vertex.parallelism())));
        running.forEach(subtask -> byVertex.get(subtask.vertex()).set(subtask.index()));
        List<Subtask> unfed = new ArrayList<>();
        for (int v = 0; v < byVertex.size(); v++) {
            BitSet left = (BitSet) byVertex.get(v).clone();
            for (int upstream : topology.vertices().get(v).upstream()) {
                removeFed(left, topology.producers(v, upstream), byVertex.get(upstream));
            }
            int vertex = v;
            left.stream().forEach(index -> unfed.add(new Subtask(vertex, index)));
        }
        return unfed;
    }

    private static void removeFed(BitSet consumers, List<JobTopology.Producers> producers, BitSet running) {
        for (int i = consumers.nextSetBit(0); i >= 0; i = consumers.nextSetBit(i + 1)) {
            int next = running.nextSetBit(producers.get(i).first());
            if (next >= 0 && next <= producers.get(i).last()) {
                consumers.clear(i);
            }
        }
    }
}
