package io.yarnflink.runtime.task;

import org.apache.flink.runtime.memory.MemoryManager;

/**
 * Where an attempt runs.
 *
 * @param worker what all tasks of the TaskManager share
 * @param job what the job's tasks share
 * @param memory managed memory of the slot
 * @param slotName names the slot, for users who ask where they run
 * @param jobManager what tasks ask of the JobManager
 * @param listener hears how the attempt fares
 */
public record TaskContext(
        WorkerServices worker,
        JobServices job,
        MemoryManager memory,
        String slotName,
        JobManagerLink jobManager,
        TaskListener listener) {}
