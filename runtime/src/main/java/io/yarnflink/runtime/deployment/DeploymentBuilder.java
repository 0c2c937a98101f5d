package io.yarnflink.runtime.deployment;

import io.yarnflink.runtime.artifact.JobArtifacts;
import io.yarnflink.runtime.graph.EdgeWiring;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.IntermediateDataSet;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** Turns a placement into what each TaskManager is told. Immutable; belongs to one job. */
public final class DeploymentBuilder {

    private final JobTopology topology;
    private final List<JobVertex> vertices;
    private final Map<JobVertexID, Integer> positions = new HashMap<>();
    private final Map<IntermediateDataSetID, EdgeWiring> wirings = new HashMap<>();
    private final Map<IntermediateDataSetID, Integer> connectionIndexes = new HashMap<>();
    private final byte[] job;

    /**
     * @param graph the job
     * @param topology the shape that was read out of it
     * @param artifacts what its tasks need besides
     */
    public DeploymentBuilder(JobGraph graph, JobTopology topology, JobArtifacts artifacts) {
        this.topology = topology;
        this.vertices = graph.getVerticesSortedTopologicallyFromSources();
        for (JobVertex vertex : vertices) {
            positions.put(vertex.getID(), positions.size());
            for (IntermediateDataSet data : vertex.getProducedDataSets()) {
                wirings.put(data.getId(), EdgeWiring.of(data));
                connectionIndexes.put(data.getId(), connectionIndexes.size());
            }
        }
        this.job = serialize(new JobDeployment(
                graph.getJobID(),
                graph.getName(),
                graph.getJobType() == JobType.BATCH,
                operators(),
                graph.getSerializedExecutionConfig(),
                graph.getJobConfiguration(),
                artifacts));
    }

    /** A serialized {@link JobDeployment}, the same for all attempts. */
    public byte[] job() {
        return job;
    }

    /**
     * A serialized {@link TaskDeployment} of the attempt that is to be deployed.
     *
     * @param order which attempt, and where
     * @param restore the state that it begins with; null if it begins with nothing
     */
    public byte[] task(JobAction.DeployAttempt order, @Nullable JobManagerTaskRestore restore) {
        JobVertex vertex = vertices.get(order.subtask().vertex());
        return serialize(new TaskDeployment(
                order.attempt(),
                vertex.getName(),
                vertex.getParallelism(),
                maxParallelism(vertex),
                vertex.getInvokableClassName(),
                vertex.getConfiguration(),
                inputs(vertex, order.subtask().index(), order.placement()),
                outputs(vertex, order.attempt(), order.subtask().index()),
                restore));
    }

    private int operators() {
        return vertices.stream()
                .mapToInt(vertex ->
                        vertex.getParallelism() * vertex.getOperatorIDs().size())
                .sum();
    }

    private List<InputDeployment> inputs(JobVertex vertex, int index, Placement placement) {
        List<InputDeployment> inputs = new ArrayList<>();
        for (JobEdge edge : vertex.getInputs()) {
            EdgeWiring.Reading reading = wiring(edge.getSourceId()).readingOf(index);
            int producer = position(edge.getSource().getProducer().getID());
            List<InputDeployment.Source> sources = new ArrayList<>();
            for (int p = reading.firstPartition(); p <= reading.lastPartition(); p++) {
                sources.add(source(edge.getSourceId(), p, placement.of(new Subtask(producer, p))));
            }
            inputs.add(new InputDeployment(
                    edge.getSourceId(),
                    edge.getSource().getResultType(),
                    reading.firstSubpartition(),
                    reading.lastSubpartition(),
                    connectionIndexes.getOrDefault(edge.getSourceId(), 0),
                    sources));
        }
        return inputs;
    }

    private static InputDeployment.Source source(IntermediateDataSetID data, int partition, Placement.Place place) {
        return new InputDeployment.Source(
                partitionId(data, partition, place.attempt()),
                place.worker().value(),
                place.address().host(),
                place.address().port());
    }

    private List<OutputDeployment> outputs(JobVertex vertex, ExecutionAttemptID attempt, int index) {
        List<OutputDeployment> outputs = new ArrayList<>();
        for (IntermediateDataSet data : vertex.getProducedDataSets()) {
            EdgeWiring wiring = wiring(data.getId());
            outputs.add(new OutputDeployment(
                    data.getId(),
                    partitionId(data.getId(), index, attempt),
                    data.getResultType(),
                    vertex.getParallelism(),
                    wiring.subpartitionsOf(index),
                    maxParallelism(data.getConsumers().get(0).getTarget()),
                    data.isBroadcast(),
                    wiring.isAllToAll(),
                    connectionIndexes.getOrDefault(data.getId(), 0)));
        }
        return outputs;
    }

    private static ResultPartitionID partitionId(
            IntermediateDataSetID data, int partition, ExecutionAttemptID producer) {
        return new ResultPartitionID(new IntermediateResultPartitionID(data, partition), producer);
    }

    private EdgeWiring wiring(IntermediateDataSetID data) {
        EdgeWiring wiring = wirings.get(data);
        if (wiring == null) {
            throw new IllegalStateException("Data set " + data + " is not of job '" + topology.name() + "'");
        }
        return wiring;
    }

    private int position(JobVertexID vertex) {
        Integer position = positions.get(vertex);
        if (position == null) {
            throw new IllegalStateException("Vertex " + vertex + " is not of job '" + topology.name() + "'");
        }
        return position;
    }

    private static int maxParallelism(JobVertex vertex) {
        return vertex.getMaxParallelism() > 0
                ? vertex.getMaxParallelism()
                : KeyGroupRangeAssignment.computeDefaultMaxParallelism(vertex.getParallelism());
    }

    private static byte[] serialize(Object value) {
        try {
            return InstantiationUtil.serializeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected " + value.getClass().getSimpleName() + " to be serializable", e);
        }
    }
}
