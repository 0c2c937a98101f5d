/** Tests of the package of the same name. */
@NullMarked
package io.yarnflink.runtime.program;

import org.jspecify.annotations.NullMarked;
