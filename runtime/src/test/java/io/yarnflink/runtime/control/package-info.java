/** Tests of the package of the same name. */
@NullMarked
package io.yarnflink.runtime.control;

import org.jspecify.annotations.NullMarked;
