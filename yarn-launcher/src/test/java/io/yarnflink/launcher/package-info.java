/** Tests of the launcher's values. */
@NullMarked
package io.yarnflink.launcher;

import org.jspecify.annotations.NullMarked;
