/** Tests of what an installation holds. */
@NullMarked
package io.yarnflink.launcher.installation;

import org.jspecify.annotations.NullMarked;
