package io.yarnflink.runtime.task;

import io.yarnflink.runtime.deployment.TaskDeployment;
import io.yarnflink.runtime.exchange.AttemptChannels;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.state.TaskStateManager;

/**
 * What was made for one attempt before its invokable.
 *
 * @param job shared with the job's other attempts
 * @param task the attempt's own copy
 * @param executionConfig the attempt's own copy
 * @param channels partitions and gates
 * @param metrics the attempt's metrics
 * @param state state to restore and where to report new state
 */
record TaskSetup(
        JobServices.Parts job,
        TaskDeployment task,
        ExecutionConfig executionConfig,
        AttemptChannels channels,
        TaskMetricGroup metrics,
        TaskStateManager state) {}
