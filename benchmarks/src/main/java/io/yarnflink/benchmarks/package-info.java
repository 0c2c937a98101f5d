/** Measurements; nothing depends on them. */
@NullMarked
package io.yarnflink.benchmarks;

import org.jspecify.annotations.NullMarked;
