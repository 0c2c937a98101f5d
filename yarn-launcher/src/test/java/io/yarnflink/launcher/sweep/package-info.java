/** Tests of what may go and what must stay. */
@NullMarked
package io.yarnflink.launcher.sweep;

import org.jspecify.annotations.NullMarked;
