/** Tests of the applications' files. */
@NullMarked
package io.yarnflink.launcher.registry;

import org.jspecify.annotations.NullMarked;
