/**
 * JobManager and TaskManagers in one JVM, over the same connections and the same data exchange as in containers. For
 * trying out, for fast tests, and for warming what containers share.
 */
@NullMarked
package io.yarnflink.runtime.local;

import org.jspecify.annotations.NullMarked;
