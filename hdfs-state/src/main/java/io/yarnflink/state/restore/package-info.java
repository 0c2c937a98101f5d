/**
 * From state handles to an open store: by files, clipped and put together by key groups where the parallelism is another,
 * or out of a canonical savepoint. Runs on the task's thread before its first record; downloads on others.
 */
@NullMarked
package io.yarnflink.state.restore;

import org.jspecify.annotations.NullMarked;
