/**
 * A table of what programs may look like. Each row says what must come out, and comes out of Apache Flink and of ours.
 */
@NullMarked
package io.yarnflink.it.shapes;

import org.jspecify.annotations.NullMarked;
