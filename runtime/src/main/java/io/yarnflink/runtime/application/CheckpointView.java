package io.yarnflink.runtime.application;

/**
 * What people are told of a completed checkpoint or savepoint.
 *
 * @param job id of its job, as hexadecimal digits
 * @param jobName its job's name
 * @param id its number
 * @param savepoint whether it is a savepoint
 * @param triggeredAt in milliseconds since the epoch
 * @param durationMillis from trigger to completion
 * @param stateBytes size of the state that it refers to
 * @param path where it is, as one writes it to restore from it
 */
public record CheckpointView(
        String job,
        String jobName,
        long id,
        boolean savepoint,
        long triggeredAt,
        long durationMillis,
        long stateBytes,
        String path) {}
