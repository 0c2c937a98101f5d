/**
 * The states that operators see, over cells: what is kept for one key and namespace. Cells read and write the store
 * directly; {@code state.cache} puts objects in front of them. Owned by the task's thread. Must not know snapshots.
 */
@NullMarked
package io.yarnflink.state.cells;

import org.jspecify.annotations.NullMarked;
