/**
 * What applications have left under their names: which checkpoints there are, which of them the next one goes on from, and
 * which may go. Reads the applications' logs and never writes them. Knows no class of Flink: of a checkpoint's metadata it
 * reads the first bytes, and which files they name.
 */
@NullMarked
package io.yarnflink.launcher.history;

import org.jspecify.annotations.NullMarked;
