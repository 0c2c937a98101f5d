/**
 * Snapshots of a backend: by files, of which only new ones travel, and canonical ones in Flink's format. Prepared on the
 * task's thread, written on others, which hold a lease on the store. Must not know restoring.
 */
@NullMarked
package io.yarnflink.state.snapshot;

import org.jspecify.annotations.NullMarked;
