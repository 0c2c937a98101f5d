/** The whole client side on a real cluster, with a stand-in for the ApplicationMaster. */
@NullMarked
package io.yarnflink.launcher.cluster;

import org.jspecify.annotations.NullMarked;
