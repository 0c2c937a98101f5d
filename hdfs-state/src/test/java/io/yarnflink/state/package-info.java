/** Tests of the package of the same name. */
@NullMarked
package io.yarnflink.state;

import org.jspecify.annotations.NullMarked;
