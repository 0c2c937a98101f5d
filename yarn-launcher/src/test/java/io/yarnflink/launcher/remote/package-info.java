/** Tests of calls over the network. */
@NullMarked
package io.yarnflink.launcher.remote;

import org.jspecify.annotations.NullMarked;
