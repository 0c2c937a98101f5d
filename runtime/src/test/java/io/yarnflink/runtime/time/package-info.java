/** Time that tests own. */
@NullMarked
package io.yarnflink.runtime.time;

import org.jspecify.annotations.NullMarked;
