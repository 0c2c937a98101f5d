package io.yarnflink.runtime.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateBackendHandle;

/**
 * Whether a job can begin from the states of a checkpoint. Finds everything that is wrong at once; changes nothing until
 * {@link #adoptMaxParallelism}. Belongs to the thread that restores.
 */
final class RestoreValidation {

    private final List<VertexOperators> vertices;
    private final boolean ignoreUnclaimed;
    private final List<String> problems = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final Map<JobVertex, Integer> maxParallelism = new HashMap<>();
    private final Map<OperatorID, OperatorState> states = new HashMap<>();

    /**
     * @param vertices the job's
     * @param found the states of the checkpoint
     * @param ignoreUnclaimed whether state of operators that the job does not have is left behind
     */
    RestoreValidation(List<VertexOperators> vertices, Iterable<OperatorState> found, boolean ignoreUnclaimed) {
        this.vertices = vertices;
        this.ignoreUnclaimed = ignoreUnclaimed;
        found.forEach(state -> states.put(state.getOperatorID(), state));
        checkOperators();
        vertices.forEach(this::checkMaxParallelism);
        vertices.forEach(this::checkInFlightData);
        new FinishedVertices(states).check(vertices, problems);
        states.values().forEach(this::checkBackend);
    }

    /** One sentence for each thing that is wrong. */
    List<String> problems() {
        return problems;
    }

    /** The operators whose state is left behind. */
    List<String> ignored() {
        return ignored;
    }

    /** The states of operators that the job has. */
    Map<OperatorID, OperatorState> states() {
        return states;
    }

    /** Gives vertices the number of key groups that their state has, where the program leaves it open. */
    void adoptMaxParallelism() {
        maxParallelism.forEach(JobVertex::setMaxParallelism);
    }

    private void checkOperators() {
        Set<OperatorID> known = new HashSet<>();
        for (VertexOperators vertex : vertices) {
            for (OperatorIDPair operator : vertex.operators()) {
                known.add(operator.getGeneratedOperatorID());
                operator.getUserDefinedOperatorID().ifPresent(known::add);
            }
        }
        for (OperatorState state : List.copyOf(states.values())) {
            if (known.contains(state.getOperatorID())) {
                continue;
            }
            states.remove(state.getOperatorID());
            boolean holdsState = state.getCoordinatorState() != null
                    || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
            if (holdsState && ignoreUnclaimed) {
                ignored.add(OperatorNames.describe(state));
            } else if (holdsState) {
                problems.add("it holds " + state.getStateSize() + " bytes of state of " + OperatorNames.describe(state)
                        + ", which the job does not have: give the operator that continues it the same uid, or leave"
                        + " the state behind with " + StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE.key()
                        + ": true (-n, --allowNonRestoredState)");
            }
        }
    }

    private void checkMaxParallelism(VertexOperators vertex) {
        Set<Integer> ofKeyedState = new TreeSet<>();
        Set<Integer> ofOthers = new TreeSet<>();
        for (OperatorIDPair operator : vertex.operators()) {
            VertexOperators.stateOf(operator, states).ifPresent(state -> {
                (hasKeyedState(state) ? ofKeyedState : ofOthers).add(state.getMaxParallelism());
                if (hasKeyedState(state)) {
                    checkMaxParallelism(vertex, operator, state.getMaxParallelism());
                }
            });
        }
        if (ofKeyedState.size() > 1) {
            problems.add("operators that are chained in " + vertex.name() + " now have keyed state of different maximum"
                    + " parallelism " + ofKeyedState + ": keep them apart with disableChaining()");
        } else if (!vertex.fixesMaxParallelism()) {
            ofKeyedState.stream()
                    .findFirst()
                    .or(() -> ofOthers.stream()
                            .filter(max -> max >= vertex.parallelism())
                            .findFirst())
                    .ifPresent(max -> maxParallelism.put(vertex.vertex(), max));
        }
    }

    private void checkMaxParallelism(VertexOperators vertex, OperatorIDPair operator, int ofState) {
        if (vertex.parallelism() > ofState) {
            problems.add("the keyed state of " + OperatorNames.describe(operator, vertex) + " has maximum parallelism "
                    + ofState + ", but its parallelism is to be " + vertex.parallelism()
                    + ": run it with a parallelism of at most " + ofState);
        } else if (vertex.fixesMaxParallelism() && vertex.maxParallelism() != ofState) {
            problems.add("the keyed state of " + OperatorNames.describe(operator, vertex) + " has maximum parallelism "
                    + ofState + ", but the job sets " + vertex.maxParallelism()
                    + ": set it to " + ofState + " (setMaxParallelism, pipeline.max-parallelism), or do not set it");
        }
    }

    private static boolean hasKeyedState(OperatorState state) {
        return state.getStates().stream()
                .anyMatch(subtask -> !subtask.getManagedKeyedState().isEmpty()
                        || !subtask.getRawKeyedState().isEmpty());
    }

    /** Records in flight belong to one channel each, so that both of its ends must have as many subtasks as before. */
    private void checkInFlightData(VertexOperators vertex) {
        for (OperatorIDPair operator : vertex.operators()) {
            Optional<OperatorState> found = VertexOperators.stateOf(operator, states);
            if (found.isEmpty()) {
                continue;
            }
            OperatorState state = found.get();
            boolean input = state.getStates().stream()
                    .anyMatch(subtask -> !subtask.getInputChannelState().isEmpty());
            boolean output = state.getStates().stream()
                    .anyMatch(subtask -> !subtask.getResultSubpartitionState().isEmpty());
            boolean misplaced = (input && operator != VertexOperators.reader(vertex.vertex()))
                    || (output && operator != VertexOperators.writer(vertex.vertex()));
            if (misplaced) {
                problems.add(inFlight(operator, vertex) + ", but the operator is chained differently now"
                        + ": restore from a savepoint, or with the program as it was");
            } else {
                boolean moved = (input || output) && state.getParallelism() != vertex.parallelism();
                boolean inputMoved = input
                        && vertex.producers().stream().anyMatch(other -> moved(VertexOperators.writer(other), other));
                boolean outputMoved = output
                        && vertex.consumers().stream().anyMatch(other -> moved(VertexOperators.reader(other), other));
                if (moved || inputMoved || outputMoved) {
                    problems.add(inFlight(operator, vertex) + ", which can only be restored with the parallelism that"
                            + " it and its neighbours had (" + state.getParallelism() + " for itself, "
                            + vertex.parallelism() + " now): restore with the same parallelism, take a savepoint,"
                            + " and restore from that with another");
                }
            }
        }
    }

    private boolean moved(OperatorIDPair operator, JobVertex vertex) {
        return VertexOperators.stateOf(operator, states)
                .map(state -> state.getParallelism() != vertex.getParallelism())
                .orElse(true);
    }

    private static String inFlight(OperatorIDPair operator, VertexOperators vertex) {
        return "it is an unaligned checkpoint with records in flight at " + OperatorNames.describe(operator, vertex);
    }

    private void checkBackend(OperatorState state) {
        boolean changelog = state.getStates().stream()
                .flatMap(subtask -> subtask.getManagedKeyedState().stream())
                .anyMatch(RestoreValidation::isChangelog);
        if (changelog) {
            problems.add("the state of " + OperatorNames.describe(state)
                    + " was written with state.changelog.enabled: true, which is not offered: take a canonical savepoint"
                    + " with Apache Flink and restore from that");
        }
    }

    private static boolean isChangelog(KeyedStateHandle handle) {
        return handle instanceof ChangelogStateBackendHandle;
    }
}
