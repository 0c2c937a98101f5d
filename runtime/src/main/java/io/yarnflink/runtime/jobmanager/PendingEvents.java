package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.coordination.EventSender;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Events on their way to tasks, until the task has answered or its worker is gone. State belongs to the event loop. */
final class PendingEvents implements EventSender {

    /** One event under way. */
    private record Pending(WorkerId worker, CompletableFuture<Void> answer) {}

    private final EventLoop loop;
    private final WorkerConnections connections;
    private final Map<Long, Pending> pending = new HashMap<>();
    private long lastRequest;

    PendingEvents(EventLoop loop, WorkerConnections connections) {
        this.loop = loop;
        this.connections = connections;
    }

    @Override
    public CompletableFuture<Void> send(
            WorkerId worker, ExecutionAttemptID attempt, OperatorID operator, byte[] event) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        loop.execute(() -> {
            long request = ++lastRequest;
            pending.put(request, new Pending(worker, answer));
            if (!connections.send(worker, new JobManagerMessage.EventToOperator(request, attempt, operator, event))) {
                pending.remove(request);
                answer.completeExceptionally(new IOException("TaskManager " + worker + " is not connected"));
            }
        });
        return answer;
    }

    void answered(long request, String error) {
        assert loop.isCurrent();
        Pending answered = pending.remove(request);
        if (answered == null) {
            return;
        }
        if (error.isEmpty()) {
            answered.answer().complete(null);
        } else {
            answered.answer().completeExceptionally(new IOException(error));
        }
    }

    void workerGone(WorkerId worker) {
        assert loop.isCurrent();
        Iterator<Pending> all = pending.values().iterator();
        while (all.hasNext()) {
            Pending next = all.next();
            if (next.worker().equals(worker)) {
                all.remove();
                next.answer().completeExceptionally(new IOException("TaskManager " + worker + " is gone"));
            }
        }
    }
}
