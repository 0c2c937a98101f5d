package io.yarnflink.runtime.scheduling;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.util.TreeMap;

/**
 * How the subtasks of a job share slots. A slot sharing group needs as many slots as its widest vertex has subtasks;
 * narrower vertices are spread evenly over them, so that pointwise edges stay inside a slot where they can, and
 * subtasks of the same index of vertices of the same width (which co-location asks for) always meet.
 */
public final class SharedSlots {

    private final JobTopology topology;
    private final TreeMap<Integer, Integer> width = new TreeMap<>();
    private final TreeMap<Integer, Integer> firstSlot = new TreeMap<>();
    private final int count;

    public SharedSlots(JobTopology topology) {
        this.topology = topology;
        for (TopologyVertex vertex : topology.vertices()) {
            width.merge(vertex.slotSharingGroup(), vertex.parallelism(), Math::max);
        }
        int next = 0;
        for (int group : width.keySet()) {
            firstSlot.put(group, next);
            next += width.getOrDefault(group, 0);
        }
        this.count = next;
    }

    /** How many slots the job needs. */
    public int count() {
        return count;
    }

    /** The number of the shared slot, from 0 to {@link #count} exclusive, in which a subtask runs. */
    public int of(Subtask subtask) {
        TopologyVertex vertex = topology.vertices().get(subtask.vertex());
        int group = vertex.slotSharingGroup();
        long spread = (long) subtask.index() * width.getOrDefault(group, 1) / vertex.parallelism();
        return firstSlot.getOrDefault(group, 0) + (int) spread;
    }
}
