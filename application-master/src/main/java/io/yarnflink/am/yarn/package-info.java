/**
 * YARN itself: registration, heartbeats, starting and stopping containers, and what exit statuses mean. One adapter,
 * {@link io.yarnflink.am.yarn.YarnCluster}, is called by the worker loop's thread; NodeManagers are talked to on a few
 * threads of its own. Knows nothing of jobs.
 */
@NullMarked
package io.yarnflink.am.yarn;

import org.jspecify.annotations.NullMarked;
