package io.yarnflink.runtime.coordination;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.core.io.InputSplitSource;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the splits of an {@code InputFormat}, each to one subtask. Such sources keep no state: a subtask that starts
 * over gives back what it had, and reads it again.
 *
 * @param <S> the format's splits
 */
final class SplitCoordinator<S extends InputSplit> implements OperatorCoordinator, CoordinationRequestHandler {

    private final InputSplitSource<S> source;
    private final int parallelism;
    private final Map<Integer, List<InputSplit>> handedOut = new HashMap<>();
    private @Nullable InputSplitAssigner assigner;

    SplitCoordinator(InputSplitSource<S> source, int parallelism) {
        this.source = source;
        this.parallelism = parallelism;
    }

    /** Finds the splits, which may read file systems. */
    @Override
    public void start() throws Exception {
        assigner = source.getInputSplitAssigner(source.createInputSplits(parallelism));
    }

    @Override
    public CompletableFuture<CoordinationResponse> handleCoordinationRequest(CoordinationRequest request) {
        if (!(request instanceof SplitRequest wanted) || assigner == null) {
            return FutureUtils.completedExceptionally(
                    new IllegalArgumentException("Expected to be asked for a split, found " + request));
        }
        // Nobody knows here on which host the subtask runs; splits are read from wherever they are.
        InputSplit next = assigner.getNextInputSplit(null, wanted.subtask());
        if (next != null) {
            handedOut
                    .computeIfAbsent(wanted.subtask(), subtask -> new ArrayList<>())
                    .add(next);
        }
        try {
            return CompletableFuture.completedFuture(SplitRequest.Handed.of(next));
        } catch (IOException e) {
            return FutureUtils.completedExceptionally(e);
        }
    }

    @Override
    public void subtaskReset(int subtask, long checkpoint) {
        List<InputSplit> again = handedOut.remove(subtask);
        if (again != null && assigner != null) {
            assigner.returnInputSplit(again, subtask);
        }
    }

    @Override
    public void resetToCheckpoint(long checkpoint, byte @Nullable [] state) throws Exception {
        handedOut.clear();
        start();
    }

    @Override
    @SuppressWarnings("NullAway") // completing a future with null
    public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> state) {
        // With a state of its own in the checkpoint, Apache Flink could not go on from there.
        state.complete(null);
    }

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        throw new IllegalArgumentException("Expected no events of a source that reads splits, found " + event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {}

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {}

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

    @Override
    public void close() {}
}
