/** Listing, describing and killing applications. */
@NullMarked
package io.yarnflink.launcher.inventory;

import org.jspecify.annotations.NullMarked;
