/**
 * What was in memory and not in the store when a snapshot began: files that are part of the snapshot, and that the store adopts. Must
 * not know where the changes were. Files are written by a snapshot's thread and adopted by the task's.
 */
@NullMarked
package io.yarnflink.state.changes;

import org.jspecify.annotations.NullMarked;
