/**
 * The keyed state backend that Flink's operators get: registration and migration of states, keys, snapshots, and the
 * steps from a task's environment to an open backend. Owned by the task's thread.
 */
@NullMarked
package io.yarnflink.state.keyed;

import org.jspecify.annotations.NullMarked;
