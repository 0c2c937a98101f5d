/** Tests of what runs on this machine alone. */
@NullMarked
package io.yarnflink.launcher.local;

import org.jspecify.annotations.NullMarked;
