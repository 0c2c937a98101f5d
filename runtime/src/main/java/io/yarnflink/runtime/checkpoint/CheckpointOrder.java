package io.yarnflink.runtime.checkpoint;

import java.util.Optional;

/**
 * A checkpoint to be taken.
 *
 * @param id grows with each checkpoint of a job, from 1
 * @param purpose what for
 * @param timestamp when it was decided on, in milliseconds since the epoch
 * @param directory where a savepoint goes; empty for the configured folder
 * @param canonical whether a savepoint is in the format that all state backends read
 */
public record CheckpointOrder(
        long id, CheckpointPurpose purpose, long timestamp, Optional<String> directory, boolean canonical) {}
