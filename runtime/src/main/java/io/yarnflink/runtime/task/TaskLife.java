package io.yarnflink.runtime.task;

import static io.yarnflink.runtime.task.TaskPhase.CANCELED;
import static io.yarnflink.runtime.task.TaskPhase.CANCELING;
import static io.yarnflink.runtime.task.TaskPhase.DEPLOYING;
import static io.yarnflink.runtime.task.TaskPhase.FAILED;
import static io.yarnflink.runtime.task.TaskPhase.FAILING;
import static io.yarnflink.runtime.task.TaskPhase.FINISHED;
import static io.yarnflink.runtime.task.TaskPhase.FINISHING;
import static io.yarnflink.runtime.task.TaskPhase.INITIALIZING;
import static io.yarnflink.runtime.task.TaskPhase.RUNNING;

import io.yarnflink.runtime.control.message.AttemptState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of an attempt as a table. What was first, a cancellation or a failure, decides the end: an attempt that was
 * canceled ends as canceled, whatever it throws on its way out.
 *
 * <p>Shared by the task's thread and those that cancel or fail it. A lock and not a message, because the task's thread
 * must know at once whether it may go on; the listener is called under it, so that states are told in their order.
 */
final class TaskLife {

    private static final Map<TaskPhase, Map<TaskEvent, TaskPhase>> TABLE = table();

    private final Consumer<AttemptState> listener;
    private final List<TaskEvent> history = new ArrayList<>();
    private TaskPhase phase = DEPLOYING;
    private @Nullable Throwable failure;

    /**
     * Begins with an attempt that is being deployed.
     *
     * @param listener hears of each state that the JobManager is to be told, except the last; must not block
     */
    TaskLife(Consumer<AttemptState> listener) {
        this.listener = listener;
    }

    /**
     * Something that carries no cause happens.
     *
     * @return the phase that follows; an attempt that is being stopped stays so, which tells its thread to give up
     * @throws IllegalStateException if it cannot happen in this phase
     */
    synchronized TaskPhase on(TaskEvent event) {
        return transit(event);
    }

    /**
     * The attempt went wrong.
     *
     * @return the phase that this ends; empty if the attempt has ended or is being stopped already
     */
    synchronized Optional<TaskPhase> fail(Throwable cause) {
        TaskPhase before = phase;
        if (transit(TaskEvent.FAIL) == before) {
            return Optional.empty();
        }
        failure = cause;
        return Optional.of(before);
    }

    /**
     * The attempt is to stop.
     *
     * @return the phase that this ends; empty if the attempt has ended or is being stopped already
     */
    synchronized Optional<TaskPhase> cancel() {
        TaskPhase before = phase;
        return transit(TaskEvent.CANCEL) == before ? Optional.empty() : Optional.of(before);
    }

    synchronized TaskPhase phase() {
        return phase;
    }

    /** Why the attempt fails or failed. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    private TaskPhase transit(TaskEvent event) {
        TaskPhase next = TABLE.getOrDefault(phase, Map.of()).get(event);
        if (next == null) {
            throw new IllegalStateException(
                    "Expected no " + event + " in phase " + phase + "; what happened before: " + history);
        }
        TaskPhase before = phase;
        if (next != before) {
            history.add(event);
            phase = next;
            if (next.told() != before.told() && !next.told().isTerminal()) {
                listener.accept(next.told());
            }
        }
        return next;
    }

    private static Map<TaskPhase, Map<TaskEvent, TaskPhase>> table() {
        Map<TaskPhase, Map<TaskEvent, TaskPhase>> table = new EnumMap<>(TaskPhase.class);
        row(table, DEPLOYING, TaskEvent.INITIALIZE, INITIALIZING);
        row(table, INITIALIZING, TaskEvent.RUN, RUNNING);
        row(table, RUNNING, TaskEvent.COMPLETE, FINISHING);
        for (TaskPhase alive : List.of(DEPLOYING, INITIALIZING, RUNNING)) {
            row(table, alive, TaskEvent.CANCEL, CANCELING);
            row(table, alive, TaskEvent.FAIL, FAILING);
        }
        for (TaskPhase stopping : List.of(CANCELING, FAILING)) {
            // The thread may not have noticed yet and wants to go on: it may not.
            row(table, stopping, TaskEvent.INITIALIZE, stopping);
            row(table, stopping, TaskEvent.RUN, stopping);
            row(table, stopping, TaskEvent.COMPLETE, stopping);
        }
        for (TaskPhase decided : List.of(FINISHING, CANCELING, FAILING, FINISHED, CANCELED, FAILED)) {
            row(table, decided, TaskEvent.CANCEL, decided);
            row(table, decided, TaskEvent.FAIL, decided);
        }
        row(table, FINISHING, TaskEvent.RELEASE, FINISHED);
        row(table, CANCELING, TaskEvent.RELEASE, CANCELED);
        row(table, FAILING, TaskEvent.RELEASE, FAILED);
        return table;
    }

    private static void row(
            Map<TaskPhase, Map<TaskEvent, TaskPhase>> table, TaskPhase from, TaskEvent event, TaskPhase to) {
        table.computeIfAbsent(from, p -> new EnumMap<>(TaskEvent.class)).put(event, to);
    }
}
