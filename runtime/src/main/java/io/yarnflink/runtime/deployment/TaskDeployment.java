package io.yarnflink.runtime.deployment;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one subtask.
 *
 * @param attempt its id; tells vertex, subtask index and attempt number
 * @param taskName the vertex's name
 * @param parallelism number of subtasks of the vertex
 * @param maxParallelism number of key groups of the vertex
 * @param invokableClass class of the task, loaded with the user code's class loader
 * @param configuration the vertex's task configuration; each attempt takes a copy
 * @param inputs one for each input gate, in order
 * @param outputs one for each result partition, in order
 * @param restore the state that it begins with; null if it begins with nothing
 */
public record TaskDeployment(
        ExecutionAttemptID attempt,
        String taskName,
        int parallelism,
        int maxParallelism,
        String invokableClass,
        Configuration configuration,
        List<InputDeployment> inputs,
        List<OutputDeployment> outputs,
        @Nullable JobManagerTaskRestore restore)
        implements Serializable {}
