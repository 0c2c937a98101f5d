package io.yarnflink.launcher.yarn;

import java.util.List;
import java.util.Optional;

/**
 * What there is of a queue that somebody has named.
 *
 * @param found empty if there is none of that name
 * @param others names of all queues, if there is none of that name
 */
public record QueueSearch(Optional<QueueView> found, List<String> others) {}
