package io.yarnflink.runtime.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.junit.jupiter.api.Test;

final class JobTopologyTest {

    private static TopologyVertex vertex(Integer... upstream) {
        return new TopologyVertex(new JobVertexID(), "map", 2, 0, List.of(upstream));
    }

    private static JobTopology topology(TopologyVertex... vertices) {
        return new JobTopology(new JobID(), "job", List.of(vertices));
    }

    @Test
    void shouldPutWhatIsNotConnectedIntoRegionsOfItsOwn() {
        int[] regions = topology(vertex(), vertex(0), vertex(), vertex(2)).regions();

        assertThat(regions[0]).isEqualTo(regions[1]);
        assertThat(regions[2]).isEqualTo(regions[3]).isNotEqualTo(regions[0]);
    }

    @Test
    void shouldMergeRegionsThatALaterVertexJoins() {
        int[] regions = topology(vertex(), vertex(), vertex(0), vertex(1), vertex(2, 3), vertex())
                .regions();

        assertThat(regions[0])
                .isEqualTo(regions[1])
                .isEqualTo(regions[2])
                .isEqualTo(regions[3])
                .isEqualTo(regions[4])
                .isNotEqualTo(regions[5]);
    }

    @Test
    void shouldPutAReaderOfKeptDataIntoARegionOfItsOwn() {
        TopologyVertex reader =
                new TopologyVertex(new JobVertexID(), "reader", 2, 0, List.of(0, 1), Set.of(), Set.of(0));

        int[] regions = topology(vertex(), vertex(), reader).regions();

        assertThat(regions[2]).isEqualTo(regions[1]).isNotEqualTo(regions[0]);
    }

    @Test
    void shouldListAndDescribeSubtasks() {
        JobTopology topology = topology(vertex(), vertex(0));

        assertThat(topology.subtasks())
                .containsExactly(new Subtask(0, 0), new Subtask(0, 1), new Subtask(1, 0), new Subtask(1, 1));
        assertThat(topology.describe(new Subtask(1, 1))).isEqualTo("map (2/2)");
    }

    @Test
    void shouldRefuseEdgesThatGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topology(vertex(1), vertex()))
                .withMessage("Vertex 0 of 'job' reads vertex 1, which is not before it");
    }

    @Test
    void shouldRefuseNothing() {
        assertThatIllegalArgumentException().isThrownBy(JobTopologyTest::topology);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopologyVertex(new JobVertexID(), "map", 0, 0, List.of()))
                .withMessageContaining("parallelism 0");
    }
}
