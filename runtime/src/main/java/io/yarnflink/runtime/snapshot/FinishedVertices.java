package io.yarnflink.runtime.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * Which vertices had finished when a checkpoint was taken. Those do not run again, so a changed program must not put
 * anything before them that does.
 */
final class FinishedVertices {

    private enum Progress {
        RUNNING,
        PARTLY_FINISHED,
        FINISHED
    }

    private final Map<OperatorID, OperatorState> states;

    FinishedVertices(Map<OperatorID, OperatorState> states) {
        this.states = states;
    }

    /** Adds a sentence to {@code problems} for each vertex that cannot be restored. */
    void check(List<VertexOperators> vertices, List<String> problems) {
        for (VertexOperators vertex : vertices) {
            Set<Progress> found =
                    vertex.operators().stream().map(this::progress).collect(Collectors.toSet());
            if (found.size() > 1) {
                problems.add("some operators that are chained in " + vertex.name()
                        + " now had finished and others had not: restore with operators chained as they were");
            } else {
                vertex.vertex().getInputs().stream()
                        .filter(edge -> !mayPrecede(edge, progress(vertex.vertex())))
                        .forEach(edge -> problems.add(vertex.name() + " had finished, at least in part, but reads "
                                + edge.getSource().getProducer().getName()
                                + ", which had not: do not put unfinished operators before finished ones"));
            }
        }
    }

    private boolean mayPrecede(JobEdge edge, Progress consumer) {
        Progress producer = progress(edge.getSource().getProducer());
        return switch (consumer) {
            case RUNNING -> true;
            case FINISHED -> producer == Progress.FINISHED;
            case PARTLY_FINISHED ->
                producer == Progress.FINISHED
                        || (producer == Progress.PARTLY_FINISHED
                                && edge.getDistributionPattern() == DistributionPattern.POINTWISE);
        };
    }

    private Progress progress(JobVertex vertex) {
        return vertex.getOperatorIDs().stream()
                .map(this::progress)
                .max(Progress::compareTo)
                .orElse(Progress.RUNNING);
    }

    private Progress progress(OperatorIDPair operator) {
        return VertexOperators.stateOf(operator, states)
                .map(state -> {
                    if (state.isFullyFinished()) {
                        return Progress.FINISHED;
                    }
                    return state.getStates().stream().anyMatch(OperatorSubtaskState::isFinished)
                            ? Progress.PARTLY_FINISHED
                            : Progress.RUNNING;
                })
                .orElse(Progress.RUNNING);
    }
}
