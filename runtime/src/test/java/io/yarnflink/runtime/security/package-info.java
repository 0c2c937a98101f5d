/** Tests of the package of the same name. */
@NullMarked
package io.yarnflink.runtime.security;

import org.jspecify.annotations.NullMarked;
