package io.yarnflink.launcher;

import io.yarnflink.runtime.application.CheckpointView;

/**
 * A checkpoint or savepoint that an application of some name has left, or has taken and still runs.
 *
 * @param application YARN's id
 * @param view what is known of it
 */
public record KeptCheckpoint(AppId application, CheckpointView view) {}
