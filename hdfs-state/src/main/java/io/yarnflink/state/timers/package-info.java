/**
 * Timers in a column of the store: one queue per key group, whose first timers are also on the heap. Owned by the task's
 * thread. Must not know snapshots.
 */
@NullMarked
package io.yarnflink.state.timers;

import org.jspecify.annotations.NullMarked;
