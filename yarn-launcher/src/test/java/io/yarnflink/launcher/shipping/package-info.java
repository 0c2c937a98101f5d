/** What is shipped, on a disk alone. */
@NullMarked
package io.yarnflink.launcher.shipping;

import org.jspecify.annotations.NullMarked;
