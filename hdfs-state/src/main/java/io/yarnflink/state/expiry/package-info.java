/**
 * Removing state whose time to live is over, a few rows at a time on the task's thread, and leaving it out of savepoints.
 * Must not know states' API.
 */
@NullMarked
package io.yarnflink.state.expiry;

import org.jspecify.annotations.NullMarked;
