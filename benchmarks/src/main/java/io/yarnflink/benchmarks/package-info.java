/** Measurements; nothing depends on them. Each engine is measured in JVMs of its own, started one after the other. */
@NullMarked
package io.yarnflink.benchmarks;

import org.jspecify.annotations.NullMarked;
