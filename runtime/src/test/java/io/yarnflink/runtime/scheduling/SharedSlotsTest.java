package io.yarnflink.runtime.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.junit.jupiter.api.Test;

final class SharedSlotsTest {

    private static TopologyVertex vertex(int parallelism, int group) {
        return new TopologyVertex(new JobVertexID(), "v", parallelism, group, List.of());
    }

    private static SharedSlots slots(TopologyVertex... vertices) {
        return new SharedSlots(new JobTopology(new JobID(), "job", List.of(vertices)));
    }

    private static List<Integer> placesOf(SharedSlots slots, int vertex, int parallelism) {
        return IntStream.range(0, parallelism)
                .mapToObj(index -> slots.of(new Subtask(vertex, index)))
                .toList();
    }

    @Test
    void shouldNeedAsManySlotsAsTheWidestVertexOfEachGroup() {
        SharedSlots slots = slots(vertex(2, 0), vertex(4, 0), vertex(3, 1));

        assertThat(slots.count()).isEqualTo(7);
    }

    @Test
    void shouldLetSubtasksOfOneIndexMeetInVerticesOfOneWidth() {
        SharedSlots slots = slots(vertex(3, 0), vertex(3, 0));

        assertThat(placesOf(slots, 0, 3)).isEqualTo(placesOf(slots, 1, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void shouldSpreadNarrowVertices() {
        SharedSlots slots = slots(vertex(6, 0), vertex(2, 0), vertex(4, 0));

        assertThat(placesOf(slots, 1, 2)).containsExactly(0, 3);
        assertThat(placesOf(slots, 2, 4)).containsExactly(0, 1, 3, 4);
    }

    @Test
    void shouldKeepGroupsApart() {
        SharedSlots slots = slots(vertex(2, 5), vertex(2, 3));

        assertThat(placesOf(slots, 0, 2)).doesNotContainAnyElementsOf(placesOf(slots, 1, 2));
        assertThat(slots.count()).isEqualTo(4);
    }
}
