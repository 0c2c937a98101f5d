/** Apache Flink and ours side by side: the same results, the same state, and each goes on from what the other left. */
@NullMarked
package io.yarnflink.it.interop;

import org.jspecify.annotations.NullMarked;
