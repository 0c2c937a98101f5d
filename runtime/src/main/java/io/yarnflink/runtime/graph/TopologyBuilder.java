package io.yarnflink.runtime.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.instance.SlotSharingGroupId;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.JobVertexID;

/** Reads a job's shape out of its graph. */
public final class TopologyBuilder {

    private TopologyBuilder() {}

    /**
     * The shape of {@code graph}; position {@code v} of the topology is {@code v}th in the graph's topological order.
     *
     * @throws IllegalArgumentException if the graph is empty or a vertex has no parallelism
     */
    public static JobTopology build(JobGraph graph) {
        List<JobVertex> sorted = graph.getVerticesSortedTopologicallyFromSources();
        Map<JobVertexID, Integer> positions = new HashMap<>();
        Map<SlotSharingGroupId, Integer> groups = new HashMap<>();
        List<TopologyVertex> vertices = new ArrayList<>();
        for (JobVertex vertex : sorted) {
            positions.put(vertex.getID(), vertices.size());
            SlotSharingGroupId group = vertex.getSlotSharingGroup().getSlotSharingGroupId();
            vertices.add(new TopologyVertex(
                    vertex.getID(),
                    vertex.getName(),
                    vertex.getParallelism(),
                    groups.computeIfAbsent(group, id -> groups.size()),
                    upstreamOf(vertex, positions),
                    pointwiseOf(vertex, positions),
                    blockingOf(vertex, positions)));
        }
        return new JobTopology(graph.getJobID(), graph.getName(), vertices);
    }

    private static List<Integer> upstreamOf(JobVertex vertex, Map<JobVertexID, Integer> positions) {
        List<Integer> upstream = new ArrayList<>();
        for (JobEdge edge : vertex.getInputs()) {
            JobVertexID producer = edge.getSource().getProducer().getID();
            Integer position = positions.get(producer);
            if (position == null) {
                throw new IllegalArgumentException(
                        "Vertex '" + vertex.getName() + "' reads vertex " + producer + ", which is not before it");
            }
            upstream.add(position);
        }
        return upstream;
    }

    private static Set<Integer> pointwiseOf(JobVertex vertex, Map<JobVertexID, Integer> positions) {
        Set<Integer> pointwise = new HashSet<>(upstreamOf(vertex, positions));
        for (JobEdge edge : vertex.getInputs()) {
            if (edge.getDistributionPattern() == DistributionPattern.ALL_TO_ALL) {
                pointwise.remove(positions.get(edge.getSource().getProducer().getID()));
            }
        }
        return pointwise;
    }

    private static Set<Integer> blockingOf(JobVertex vertex, Map<JobVertexID, Integer> positions) {
        Set<Integer> blocking = new HashSet<>(upstreamOf(vertex, positions));
        for (JobEdge edge : vertex.getInputs()) {
            if (!edge.getSource().getResultType().isBlockingOrBlockingPersistentResultPartition()) {
                blocking.remove(positions.get(edge.getSource().getProducer().getID()));
            }
        }
        return blocking;
    }
}
