/** Tests of how watching decides. */
@NullMarked
package io.yarnflink.launcher.watching;

import org.jspecify.annotations.NullMarked;
