package io.yarnflink.launcher.yarn;

import io.yarnflink.launcher.AppId;

/**
 * An id that YARN has set aside, and what it allows.
 *
 * @param id not submitted yet
 * @param maximumMemoryMib most MiB that a container may have
 * @param maximumVcores most virtual cores that a container may have
 */
public record NewApplication(AppId id, long maximumMemoryMib, int maximumVcores) {}
