package io.yarnflink.runtime.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.IntermediateDataSet;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * A vertex and the operators that are chained in it.
 *
 * @param position of the vertex in the topology
 * @param vertex the job graph's vertex
 */
record VertexOperators(int position, JobVertex vertex) {

    /** All vertices, producers before consumers, as in the topology. */
    static List<VertexOperators> of(List<JobVertex> sorted) {
        List<VertexOperators> all = new ArrayList<>();
        for (JobVertex vertex : sorted) {
            all.add(new VertexOperators(all.size(), vertex));
        }
        return List.copyOf(all);
    }

    /** The chained operators: the one that writes to the network first, the one that reads from it last. */
    List<OperatorIDPair> operators() {
        return vertex.getOperatorIDs();
    }

    int parallelism() {
        return vertex.getParallelism();
    }

    /** Whether the program says how many key groups there are. */
    boolean fixesMaxParallelism() {
        return vertex.getMaxParallelism() != JobVertex.MAX_PARALLELISM_DEFAULT;
    }

    /** How many key groups there are. */
    int maxParallelism() {
        return fixesMaxParallelism()
                ? vertex.getMaxParallelism()
                : KeyGroupRangeAssignment.computeDefaultMaxParallelism(parallelism());
    }

    String name() {
        return vertex.getName();
    }

    /** The vertices that this one reads. */
    List<JobVertex> producers() {
        return vertex.getInputs().stream()
                .map(JobEdge::getSource)
                .map(IntermediateDataSet::getProducer)
                .toList();
    }

    /** The vertices that read this one. */
    List<JobVertex> consumers() {
        return vertex.getProducedDataSets().stream()
                .flatMap(data -> data.getConsumers().stream())
                .map(JobEdge::getTarget)
                .toList();
    }

    /** The state of one of a vertex's operators, by the id that the user has set if there is any under that. */
    static Optional<OperatorState> stateOf(OperatorIDPair operator, Map<OperatorID, OperatorState> states) {
        return operator.getUserDefinedOperatorID()
                .map(states::get)
                .or(() -> Optional.ofNullable(states.get(operator.getGeneratedOperatorID())));
    }

    /** The operator that reads from the network. */
    static OperatorIDPair reader(JobVertex vertex) {
        return vertex.getOperatorIDs().get(vertex.getOperatorIDs().size() - 1);
    }

    /** The operator that writes to the network. */
    static OperatorIDPair writer(JobVertex vertex) {
        return vertex.getOperatorIDs().get(0);
    }
}
