package io.yarnflink.runtime.graph;

import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.jobgraph.JobVertexID;

/**
 * A vertex as the scheduler sees it.
 *
 * @param id Flink's id
 * @param name for messages
 * @param parallelism number of subtasks, at least 1
 * @param slotSharingGroup vertices of the same group may share slots; numbered from 0
 * @param upstream positions of the vertices that it reads, each before its own
 * @param pointwise those of them that each of its subtasks reads only a part of
 * @param blocking those of them whose output is read only when all of it is there
 */
public record TopologyVertex(
        JobVertexID id,
        String name,
        int parallelism,
        int slotSharingGroup,
        List<Integer> upstream,
        Set<Integer> pointwise,
        Set<Integer> blocking) {

    public TopologyVertex {
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "Vertex '" + name + "' has parallelism " + parallelism + " where at least 1 is expected");
        }
        upstream = List.copyOf(upstream);
        pointwise = Set.copyOf(pointwise);
        blocking = Set.copyOf(blocking);
    }

    /** A vertex whose input is read while it is produced. */
    public TopologyVertex(
            JobVertexID id,
            String name,
            int parallelism,
            int slotSharingGroup,
            List<Integer> upstream,
            Set<Integer> pointwise) {
        this(id, name, parallelism, slotSharingGroup, upstream, pointwise, Set.of());
    }

    /** A vertex whose subtasks each read all subtasks of the vertices that it reads. */
    public TopologyVertex(JobVertexID id, String name, int parallelism, int slotSharingGroup, List<Integer> upstream) {
        this(id, name, parallelism, slotSharingGroup, upstream, Set.of());
    }
}
