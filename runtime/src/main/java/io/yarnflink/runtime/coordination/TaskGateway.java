package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.concurrent.FutureUtils;

/**
 * A coordinator's way to one attempt. Events are serialized in the caller's thread, because coordinators go on changing
 * what they have sent.
 *
 * <p>From the moment at which a coordinator has given its state for a checkpoint until the task has put the checkpoint's
 * barrier into its stream the gateway is closed: what the coordinator sends belongs after the checkpoint and must not
 * arrive before the barrier. {@link #sendEvent} may be called by any thread; everything else belongs to the coordinators'
 * thread, through which every event passes too, so that closing comes after whatever a thread sent before.
 */
final class TaskGateway implements OperatorCoordinator.SubtaskGateway {

    /** A serialized event and where its answer goes. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Passing(byte[] event, CompletableFuture<Acknowledge> answer) {}

    private final EventSender sender;
    private final WorkerId worker;
    private final ExecutionAttemptID attempt;
    private final OperatorID operator;
    private final UnconfirmedEvents unconfirmed;
    private final Executor thread;

    /** What came after the coordinator's state for a checkpoint, for each checkpoint that the gateway is closed for. */
    private final TreeMap<Long, List<Passing>> heldBack = new TreeMap<>();

    /**
     * @param sender takes events to tasks
     * @param worker where the attempt runs
     * @param attempt which attempt
     * @param operator which of its operators
     * @param unconfirmed hears of each event
     * @param thread the coordinators'
     */
    TaskGateway(
            EventSender sender,
            WorkerId worker,
            ExecutionAttemptID attempt,
            OperatorID operator,
            UnconfirmedEvents unconfirmed,
            Executor thread) {
        this.sender = sender;
        this.worker = worker;
        this.attempt = attempt;
        this.operator = operator;
        this.unconfirmed = unconfirmed;
        this.thread = thread;
    }

    @Override
    public CompletableFuture<Acknowledge> sendEvent(OperatorEvent event) {
        CompletableFuture<Acknowledge> answer = new CompletableFuture<>();
        try {
            Passing passing = new Passing(InstantiationUtil.serializeObject(event), answer);
            thread.execute(() -> pass(passing));
        } catch (IOException e) {
            answer.completeExceptionally(
                    new IOException("Expected event " + event.getClass().getName() + " to be serializable", e));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IOException("The job of " + attempt + " has ended", e));
        }
        return answer;
    }

    private void pass(Passing passing) {
        unconfirmed.add(passing.answer());
        if (heldBack.isEmpty()) {
            send(passing);
        } else {
            heldBack.lastEntry().getValue().add(passing);
        }
    }

    private void send(Passing passing) {
        FutureUtils.forward(
                sender.send(worker, attempt, operator, passing.event()).thenApply(done -> Acknowledge.get()),
                passing.answer());
    }

    /** Holds back what comes from now on until {@link #open}. */
    void close(long checkpoint) {
        heldBack.putIfAbsent(checkpoint, new ArrayList<>());
    }

    /** The task's barrier for this checkpoint is in the stream, or there will be none. */
    void open(long checkpoint) {
        List<Passing> free = heldBack.remove(checkpoint);
        if (free == null) {
            return;
        }
        Map.Entry<Long, List<Passing>> earlier = heldBack.lowerEntry(checkpoint);
        if (earlier == null) {
            free.forEach(this::send);
        } else {
            earlier.getValue().addAll(free);
        }
    }

    /** The attempt has ended; what was held back reaches nobody. */
    void drop() {
        IOException gone = new IOException("Expected a running task, but " + attempt + " has ended");
        heldBack.values().forEach(events -> events.forEach(held -> held.answer().completeExceptionally(gone)));
        heldBack.clear();
    }

    @Override
    public ExecutionAttemptID getExecution() {
        return attempt;
    }

    @Override
    public int getSubtask() {
        return attempt.getSubtaskIndex();
    }
}
