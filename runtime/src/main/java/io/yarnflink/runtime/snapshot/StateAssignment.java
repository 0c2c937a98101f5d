package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.graph.Subtask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.RoundRobinOperatorStateRepartitioner;
import org.apache.flink.runtime.checkpoint.StateAssignmentOperation;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which subtask gets what of one checkpoint, with the parallelism that the job has now. Expects what
 * {@link RestoreValidation} lets pass. Not thread-safe: it keeps what it has worked out.
 */
final class StateAssignment {

    private final List<VertexOperators> vertices;
    private final long checkpoint;
    private final Map<OperatorID, OperatorState> states;
    private final Map<Integer, List<@Nullable TaskStateSnapshot>> assigned = new HashMap<>();

    /**
     * @param vertices the job's
     * @param checkpoint its id
     * @param states of the checkpoint's operators
     */
    StateAssignment(List<VertexOperators> vertices, long checkpoint, Map<OperatorID, OperatorState> states) {
        this.vertices = vertices;
        this.checkpoint = checkpoint;
        this.states = states;
    }

    long checkpoint() {
        return checkpoint;
    }

    /** What the subtask begins with; null if the checkpoint holds nothing for its vertex. */
    @Nullable
    JobManagerTaskRestore restoreOf(Subtask subtask) {
        TaskStateSnapshot snapshot = assigned.computeIfAbsent(
                        subtask.vertex(), position -> assign(vertices.get(position)))
                .get(subtask.index());
        return snapshot == null ? null : new JobManagerTaskRestore(checkpoint, snapshot);
    }

    private List<@Nullable TaskStateSnapshot> assign(VertexOperators vertex) {
        List<@Nullable TaskStateSnapshot> snapshots = new ArrayList<>();
        boolean finished = vertex.operators().stream()
                .flatMap(operator -> stateOf(operator).stream())
                .anyMatch(OperatorState::isFullyFinished);
        boolean something = vertex.operators().stream()
                        .flatMap(operator -> stateOf(operator).stream())
                        .anyMatch(OperatorState::hasSubtaskStates)
                || neighboursHaveInFlightData(vertex);
        for (int i = 0; i < vertex.parallelism(); i++) {
            if (finished) {
                snapshots.add(TaskStateSnapshot.FINISHED_ON_RESTORE);
            } else if (something) {
                snapshots.add(new TaskStateSnapshot(vertex.operators().size(), false));
            } else {
                snapshots.add(null);
            }
        }
        if (something && !finished) {
            vertex.operators().forEach(operator -> assign(vertex, operator, snapshots));
        }
        return snapshots;
    }

    private void assign(VertexOperators vertex, OperatorIDPair operator, List<@Nullable TaskStateSnapshot> snapshots) {
        Optional<OperatorState> state = stateOf(operator);
        List<List<OperatorStateHandle>> managed =
                repartitioned(state, vertex.parallelism(), OperatorSubtaskState::getManagedOperatorState);
        List<List<OperatorStateHandle>> raw =
                repartitioned(state, vertex.parallelism(), OperatorSubtaskState::getRawOperatorState);
        for (int i = 0; i < snapshots.size(); i++) {
            OperatorSubtaskState.Builder builder = OperatorSubtaskState.builder()
                    .setManagedOperatorState(new StateObjectCollection<>(managed.get(i)))
                    .setRawOperatorState(new StateObjectCollection<>(raw.get(i)));
            if (state.isPresent()) {
                addKeyedAndInFlight(vertex, state.get(), i, builder);
            }
            TaskStateSnapshot snapshot = snapshots.get(i);
            if (snapshot != null) {
                snapshot.putSubtaskStateByOperatorID(operator.getGeneratedOperatorID(), builder.build());
            }
        }
    }

    private static void addKeyedAndInFlight(
            VertexOperators vertex, OperatorState state, int index, OperatorSubtaskState.Builder into) {
        if (state.getParallelism() == vertex.parallelism()) {
            OperatorSubtaskState before = state.getState(index);
            if (before != null) {
                into.setManagedKeyedState(before.getManagedKeyedState())
                        .setRawKeyedState(before.getRawKeyedState())
                        .setInputChannelState(before.getInputChannelState())
                        .setResultSubpartitionState(before.getResultSubpartitionState());
            }
        } else {
            KeyGroupRange range = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                    vertex.maxParallelism(), vertex.parallelism(), index);
            into.setManagedKeyedState(new StateObjectCollection<>(
                            StateAssignmentOperation.getManagedKeyedStateHandles(state, range)))
                    .setRawKeyedState(new StateObjectCollection<>(
                            StateAssignmentOperation.getRawKeyedStateHandles(state, range)));
        }
    }

    private static List<List<OperatorStateHandle>> repartitioned(
            Optional<OperatorState> state,
            int parallelism,
            Function<OperatorSubtaskState, StateObjectCollection<OperatorStateHandle>> part) {
        List<List<OperatorStateHandle>> before = new ArrayList<>();
        int parallelismBefore = state.map(OperatorState::getParallelism).orElse(parallelism);
        for (int i = 0; i < parallelismBefore; i++) {
            OperatorSubtaskState subtask =
                    state.isPresent() ? state.get().getSubtaskStates().get(i) : null;
            before.add(subtask == null ? List.of() : part.apply(subtask).asList());
        }
        return RoundRobinOperatorStateRepartitioner.INSTANCE.repartitionState(before, parallelismBefore, parallelism);
    }

    /** Records in flight are replayed by both ends of a channel, also by an end that has no state itself. */
    private boolean neighboursHaveInFlightData(VertexOperators vertex) {
        return vertex.producers().stream().anyMatch(this::hasOutputInFlight)
                || vertex.consumers().stream().anyMatch(this::hasInputInFlight);
    }

    private boolean hasOutputInFlight(JobVertex producer) {
        return stateOf(VertexOperators.writer(producer)).stream()
                .flatMap(state -> state.getStates().stream())
                .anyMatch(state -> !state.getResultSubpartitionState().isEmpty());
    }

    private boolean hasInputInFlight(JobVertex consumer) {
        return stateOf(VertexOperators.reader(consumer)).stream()
                .flatMap(state -> state.getStates().stream())
                .anyMatch(state -> !state.getInputChannelState().isEmpty());
    }

    private Optional<OperatorState> stateOf(OperatorIDPair operator) {
        return VertexOperators.stateOf(operator, states);
    }
}
