package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.graph.Subtask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.FinishedOperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.FullyFinishedOperatorState;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.jspecify.annotations.Nullable;

/** Puts what subtasks and coordinators gave together into the states of operators. Pure. */
final class CheckpointComposer {

    private final List<VertexOperators> vertices;

    CheckpointComposer(List<VertexOperators> vertices) {
        this.vertices = vertices;
    }

    /**
     * The states of all operators.
     *
     * @param contents of the checkpoint
     * @param snapshots those of {@code contents}, deserialized; subtasks without state may be missing
     * @param coordinatorStates what the coordinators gave
     * @throws CheckpointException if the checkpoint must be declined, because some subtasks of a vertex with union list
     *     state have finished and others have not
     */
    Map<OperatorID, OperatorState> compose(
            CheckpointContents contents,
            Map<Subtask, TaskStateSnapshot> snapshots,
            Map<OperatorID, byte[]> coordinatorStates)
            throws CheckpointException {
        Map<OperatorID, OperatorState> states = new HashMap<>();
        for (VertexOperators vertex : vertices) {
            Map<Integer, TaskStateSnapshot> given = snapshots.entrySet().stream()
                    .filter(entry -> entry.getKey().vertex() == vertex.position())
                    .collect(Collectors.toMap(entry -> entry.getKey().index(), Map.Entry::getValue));
            Set<Integer> finished = contents.finishedBefore().stream()
                    .filter(subtask -> subtask.vertex() == vertex.position())
                    .map(Subtask::index)
                    .collect(Collectors.toSet());
            boolean fullyFinished = finished.size() == vertex.parallelism()
                    || given.values().stream().anyMatch(TaskStateSnapshot::isTaskDeployedAsFinished);
            if (fullyFinished) {
                vertex.operators().forEach(operator -> states.put(id(operator), fullyFinished(vertex, operator)));
            } else {
                checkUnionState(vertex, given, finished);
                for (OperatorIDPair operator : vertex.operators()) {
                    byte[] coordinator = coordinatorStates.get(id(operator));
                    states.put(id(operator), composed(vertex, operator, given, finished, coordinator));
                }
            }
        }
        return states;
    }

    private static OperatorState fullyFinished(VertexOperators vertex, OperatorIDPair operator) {
        return new FullyFinishedOperatorState(
                operator.getUserDefinedOperatorName(),
                operator.getUserDefinedOperatorUid(),
                id(operator),
                vertex.parallelism(),
                vertex.maxParallelism());
    }

    private static OperatorState composed(
            VertexOperators vertex,
            OperatorIDPair operator,
            Map<Integer, TaskStateSnapshot> given,
            Set<Integer> finished,
            byte @Nullable [] coordinator) {
        OperatorState state = new OperatorState(
                operator.getUserDefinedOperatorName(),
                operator.getUserDefinedOperatorUid(),
                id(operator),
                vertex.parallelism(),
                vertex.maxParallelism());
        given.forEach((index, snapshot) -> {
            OperatorSubtaskState subtaskState = snapshot.getSubtaskStateByOperatorID(id(operator));
            if (subtaskState != null) {
                state.putState(index, subtaskState);
            }
        });
        finished.forEach(index -> state.putState(index, FinishedOperatorSubtaskState.INSTANCE));
        if (coordinator != null) {
            state.setCoordinatorState(new ByteStreamStateHandle("coordinator-" + id(operator), coordinator));
        }
        return state;
    }

    /** Each subtask holds a part of a union list; without the finished ones' parts the whole would be incomplete. */
    private static void checkUnionState(
            VertexOperators vertex, Map<Integer, TaskStateSnapshot> given, Set<Integer> finished)
            throws CheckpointException {
        long finishing = given.values().stream()
                .filter(TaskStateSnapshot::isTaskFinished)
                .count();
        boolean partly = !finished.isEmpty() || (finishing > 0 && finishing < vertex.parallelism());
        if (partly && given.values().stream().anyMatch(CheckpointComposer::hasUnionState)) {
            throw new CheckpointException(
                    "Some subtasks of " + vertex.name() + " have finished and others have not, and it has union list"
                            + " state, which cannot be taken without the finished ones.",
                    CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING);
        }
    }

    private static boolean hasUnionState(TaskStateSnapshot snapshot) {
        return snapshot.getSubtaskStateMappings().stream()
                .map(Map.Entry::getValue)
                .flatMap(state ->
                        Stream.concat(state.getManagedOperatorState().stream(), state.getRawOperatorState().stream()))
                .flatMap(handle -> handle.getStateNameToPartitionOffsets().values().stream())
                .anyMatch(info -> info.getDistributionMode() == OperatorStateHandle.Mode.UNION);
    }

    private static OperatorID id(OperatorIDPair operator) {
        return operator.getGeneratedOperatorID();
    }
}
