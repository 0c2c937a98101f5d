package io.yarnflink.runtime.coordination;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/** Writes down every call, and gives its state when the test says so. Thread-safe. */
final class RecordingCoordinator implements OperatorCoordinator {

    /** The coordinators that providers have made; providers are serialized and cannot refer to a test's objects. */
    private static final Map<OperatorID, RecordingCoordinator> MADE = new ConcurrentHashMap<>();

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<Integer, SubtaskGateway> gateways = new ConcurrentHashMap<>();
    final Map<Long, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();
    volatile @Nullable RuntimeException thrownAtCheckpoint;

    static RecordingCoordinator of(OperatorID operator) {
        return MADE.computeIfAbsent(operator, id -> new RecordingCoordinator());
    }

    CompletableFuture<Acknowledge> send(int subtask, String text) {
        SubtaskGateway gateway = gateways.get(subtask);
        if (gateway == null) {
            throw new IllegalStateException("Subtask " + subtask + " is not ready");
        }
        return gateway.sendEvent(new Text(text));
    }

    void give(long checkpoint, String state) {
        asked.getOrDefault(checkpoint, new CompletableFuture<>()).complete(state.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public void handleEventFromOperator(int subtask, int attemptNumber, OperatorEvent event) {
        calls.add("event " + event);
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        RuntimeException thrown = thrownAtCheckpoint;
        if (thrown != null) {
            throw thrown;
        }
        asked.put(checkpointId, result);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        calls.add("complete " + checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        calls.add("aborted " + checkpointId);
    }

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] data) {
        calls.add("reset to " + checkpointId + " "
                + (data == null ? "nothing" : new String(data, StandardCharsets.UTF_8)));
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        calls.add("subtask " + subtask + " reset to " + checkpointId);
    }

    @Override
    public void executionAttemptFailed(int subtask, int attemptNumber, @Nullable Throwable reason) {
        gateways.remove(subtask);
        calls.add("failed " + subtask + "/" + attemptNumber);
    }

    @Override
    public void executionAttemptReady(int subtask, int attemptNumber, SubtaskGateway gateway) {
        gateways.put(subtask, gateway);
        calls.add("ready " + subtask + "/" + attemptNumber);
    }

    record Text(String text) implements OperatorEvent {}

    record Provider(OperatorID operator) implements OperatorCoordinator.Provider {

        @Override
        public OperatorID getOperatorId() {
            return operator;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return of(operator);
        }
    }
}
