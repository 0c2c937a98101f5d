/** The backend against a plain map: random operations by seed, snapshots, restores with another parallelism. */
@NullMarked
package io.yarnflink.state.model;

import org.jspecify.annotations.NullMarked;
