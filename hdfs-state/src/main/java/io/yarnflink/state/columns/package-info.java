/**
 * How Flink's keyed state lies in a store's columns: one column per state or timer queue, keys that begin with their key
 * group, values in the format of Flink's canonical savepoints. Owned by the task's thread. Must not know state's API.
 */
@NullMarked
package io.yarnflink.state.columns;

import org.jspecify.annotations.NullMarked;
