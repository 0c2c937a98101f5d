/** The clock that everything else is handed. The only package that may read the machine's time. */
@NullMarked
package io.yarnflink.runtime.time;

import org.jspecify.annotations.NullMarked;
