/** Data exchange as its peers see it. */
@NullMarked
package io.yarnflink.runtime.exchange;

import org.jspecify.annotations.NullMarked;
