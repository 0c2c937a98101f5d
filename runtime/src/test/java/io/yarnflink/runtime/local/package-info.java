/** Whole jobs in one JVM. */
@NullMarked
package io.yarnflink.runtime.local;

import org.jspecify.annotations.NullMarked;
