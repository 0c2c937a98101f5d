package io.yarnflink.runtime.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.graph.JobTopology.Producers;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobGraphBuilder;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobmanager.scheduler.SlotSharingGroup;
import org.apache.flink.streaming.runtime.tasks.OneInputStreamTask;
import org.junit.jupiter.api.Test;

/** Which producing subtasks a subtask reads, as it is read out of a job's graph. */
final class ProducersTest {

    private final JobVertex source = vertex("source", 4);
    private final JobVertex sink = vertex("sink", 2);

    private static JobVertex vertex(String name, int parallelism) {
        JobVertex vertex = new JobVertex(name);
        vertex.setParallelism(parallelism);
        vertex.setInvokableClass(OneInputStreamTask.class);
        vertex.setSlotSharingGroup(new SlotSharingGroup());
        return vertex;
    }

    private JobTopology topology() {
        JobGraph graph = JobGraphBuilder.newStreamingJobGraphBuilder()
                .addJobVertex(source)
                .addJobVertex(sink)
                .build();
        return TopologyBuilder.build(graph);
    }

    private void connect(DistributionPattern pattern) {
        sink.connectNewDataSetAsInput(
                source, pattern, ResultPartitionType.PIPELINED_BOUNDED, new IntermediateDataSetID(), false, false);
    }

    @Test
    void shouldReadApartWhereConnectedPointwise() {
        connect(DistributionPattern.POINTWISE);

        assertThat(topology().producers(1, 0)).containsExactly(new Producers(0, 1), new Producers(2, 3));
    }

    @Test
    void shouldReadAllWhereConnectedAllToAll() {
        connect(DistributionPattern.ALL_TO_ALL);

        assertThat(topology().producers(1, 0)).containsExactly(new Producers(0, 3), new Producers(0, 3));
    }

    @Test
    void shouldReadAllWhereOneOfTwoEdgesConnectsAll() {
        connect(DistributionPattern.POINTWISE);
        connect(DistributionPattern.ALL_TO_ALL);

        assertThat(topology().producers(1, 0)).containsOnly(new Producers(0, 3));
    }
}
