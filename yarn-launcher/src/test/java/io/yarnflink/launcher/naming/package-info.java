/** Tests of names and their claims. */
@NullMarked
package io.yarnflink.launcher.naming;

import org.jspecify.annotations.NullMarked;
