package io.yarnflink.runtime.task;

import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.taskmanager.TaskExecutionState;
import org.apache.flink.runtime.taskmanager.TaskManagerActions;

/** What a task may tell its TaskManager from within. States are told by the attempt itself. */
record ActionsOfTask(TaskControl control) implements TaskManagerActions {

    @Override
    public void notifyFatalError(String message, Throwable cause) {
        control.fatal(new IllegalStateException(message, cause));
    }

    @Override
    public void failTask(ExecutionAttemptID attempt, Throwable cause) {
        control.fail(cause);
    }

    @Override
    public void updateTaskExecutionState(TaskExecutionState state) {}

    @Override
    public void notifyEndOfData(ExecutionAttemptID attempt) {
        control.endOfData();
    }
}
