/**
 * The resource manager as a client sees it, spoken to over its own protocol, in terms of this module. Only blocking calls;
 * bounding them is the business of who calls.
 */
@NullMarked
package io.yarnflink.launcher.yarn;

import org.jspecify.annotations.NullMarked;
