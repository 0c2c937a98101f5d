package io.yarnflink.runtime.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.JobID;

/**
 * The shape of a job: vertices in topological order and the subtasks that follow from them. Immutable.
 *
 * @param job the job's id
 * @param name the job's name
 * @param vertices producers before consumers
 */
public record JobTopology(JobID job, String name, List<TopologyVertex> vertices) {

    public JobTopology {
        vertices = List.copyOf(vertices);
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("Job '" + name + "' has no operators");
        }
        for (int v = 0; v < vertices.size(); v++) {
            for (int upstream : vertices.get(v).upstream()) {
                if (upstream < 0 || upstream >= v) {
                    throw new IllegalArgumentException(
                            "Vertex " + v + " of '" + name + "' reads vertex " + upstream + ", which is not before it");
                }
            }
        }
    }

    /** All subtasks, in the order of the vertices. */
    public List<Subtask> subtasks() {
        List<Subtask> all = new ArrayList<>();
        for (int v = 0; v < vertices.size(); v++) {
            for (int i = 0; i < vertices.get(v).parallelism(); i++) {
                all.add(new Subtask(v, i));
            }
        }
        return all;
    }

    /**
     * What the subtasks of a vertex read of a vertex before it.
     *
     * @param vertex position of the reading vertex
     * @param upstream position of a vertex that it reads
     * @return for each reading subtask which producing subtasks it reads
     */
    public List<Producers> producers(int vertex, int upstream) {
        TopologyVertex reader = vertices.get(vertex);
        int producers = vertices.get(upstream).parallelism();
        return reader.pointwise().contains(upstream)
                ? EdgeWiring.pointwise(producers, reader.parallelism())
                : Collections.nCopies(reader.parallelism(), new Producers(0, producers - 1));
    }

    /**
     * Producing subtasks of one vertex.
     *
     * @param first index of the first
     * @param last index of the last, inclusive
     */
    public record Producers(int first, int last) {}

    /** What people call a subtask: {@code name (2/4)}. */
    public String describe(Subtask subtask) {
        TopologyVertex vertex = vertices.get(subtask.vertex());
        return vertex.name() + " (" + (subtask.index() + 1) + "/" + vertex.parallelism() + ")";
    }

    /**
     * The region of each vertex: vertices that exchange data while they run fail and restart together.
     *
     * @return for each vertex the number of its region, from 0
     */
    public int[] regions() {
        int[] region = new int[vertices.size()];
        int next = 0;
        for (int v = 0; v < region.length; v++) {
            region[v] = next++;
            for (int upstream : vertices.get(v).upstream()) {
                if (vertices.get(v).blocking().contains(upstream)) {
                    continue;
                }
                merge(region, region[v], region[upstream]);
            }
        }
        return region;
    }

    private static void merge(int[] region, int from, int into) {
        for (int v = 0; v < region.length; v++) {
            if (region[v] == from) {
                region[v] = into;
            }
        }
    }
}
