/** Tests of how control decides. */
@NullMarked
package io.yarnflink.launcher.control;

import org.jspecify.annotations.NullMarked;
