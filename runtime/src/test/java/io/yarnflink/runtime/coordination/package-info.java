/** Operator coordinators at work. */
@NullMarked
package io.yarnflink.runtime.coordination;

import org.jspecify.annotations.NullMarked;
