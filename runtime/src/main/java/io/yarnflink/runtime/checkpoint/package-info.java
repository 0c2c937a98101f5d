/**
 * When checkpoints are taken, of which subtasks, when one is complete and which one a restart begins from. Decisions and
 * values only: no clock, no thread, no I/O, no class of the user's. The JobManager's core owns what changes.
 */
@NullMarked
package io.yarnflink.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
