/**
 * Asking running applications for something: savepoints, checkpoints, cancellation. The caller's thread waits; answers
 * come in from a connection's loop. Knows nothing of what a savepoint is made of.
 */
@NullMarked
package io.yarnflink.launcher.control;

import org.jspecify.annotations.NullMarked;
