/**
 * Reaching a cluster: Hadoop's configuration, the clients of resource manager and file system, and what is made from
 * them. Ties the other packages together.
 */
@NullMarked
package io.yarnflink.launcher.cluster;

import org.jspecify.annotations.NullMarked;
