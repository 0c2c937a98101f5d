/**
 * The numbered log of an application: who leads it, which jobs it has, and which of their checkpoints are complete. An
 * entry is taken by whoever first puts one under its number, so that of two ApplicationMasters that both take themselves
 * for the only one, the older one finds out before it does harm. Entries and their codec are values that clients read too:
 * they touch no class of Flink or HDFS. What stores them is a port.
 */
@NullMarked
package io.yarnflink.runtime.log;

import org.jspecify.annotations.NullMarked;
