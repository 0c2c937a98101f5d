package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.Subtask;
import java.util.Map;
import java.util.Set;

/**
 * Everything that makes up a checkpoint, apart from what coordinators gave for it.
 *
 * @param order which checkpoint
 * @param snapshots of the subtasks that took part
 * @param finishedBefore subtasks that had finished before it began; of those that were restored as finished and still
 *     run, {@code snapshots} tell
 */
public record CheckpointContents(
        CheckpointOrder order, Map<Subtask, SubtaskSnapshot> snapshots, Set<Subtask> finishedBefore) {}
