/** Flink's own example JARs, as they are, on a real cluster. */
@NullMarked
package io.yarnflink.it.examples;

import org.jspecify.annotations.NullMarked;
