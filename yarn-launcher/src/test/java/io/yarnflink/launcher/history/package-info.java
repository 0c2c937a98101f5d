/** Tests of what is known of former applications. */
@NullMarked
package io.yarnflink.launcher.history;

import org.jspecify.annotations.NullMarked;
