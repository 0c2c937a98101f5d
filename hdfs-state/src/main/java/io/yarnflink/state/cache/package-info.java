/**
 * Deserialized values in front of the store: what is worked on often is neither serialized nor read, and changed values are
 * written many at a time. A checkpoint freezes what has changed, and its own thread writes that. All else is owned by the task's thread.
 * Must not know what the values are.
 */
@NullMarked
package io.yarnflink.state.cache;

import org.jspecify.annotations.NullMarked;
