package io.yarnflink.runtime.task;

import io.yarnflink.runtime.exchange.DataExchange;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.runtime.broadcast.BroadcastVariableManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.TaskExecutorStateChangelogStoragesManager;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;

/**
 * What all tasks of a TaskManager share.
 *
 * @param exchange moves their records
 * @param files their spill files
 * @param shared resources that tasks agree to share, such as caches of a state backend
 * @param broadcastVariables broadcast variables of batch operators
 * @param kvStates registry of queryable state
 * @param changelogs reads state that other clusters have kept as a log of changes
 * @param mergedFiles files of checkpoints that attempts share
 * @param info where the TaskManager runs and with what configuration
 * @param executor for short blocking work
 * @param timer for watching tasks that are to stop; what it runs must not block
 */
public record WorkerServices(
        DataExchange exchange,
        IOManager files,
        SharedResources shared,
        BroadcastVariableManager broadcastVariables,
        KvStateRegistry kvStates,
        TaskExecutorStateChangelogStoragesManager changelogs,
        MergedFiles mergedFiles,
        TaskManagerRuntimeInfo info,
        Executor executor,
        ScheduledExecutorService timer) {}
