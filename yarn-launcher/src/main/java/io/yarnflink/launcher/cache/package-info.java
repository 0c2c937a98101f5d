/**
 * Files that applications need, kept on the cluster's file system under their content's hash, so that what is there
 * already is never sent again. Complete entries appear by one rename; many clients may do all of it at once. Knows
 * nothing of applications.
 */
@NullMarked
package io.yarnflink.launcher.cache;

import org.jspecify.annotations.NullMarked;
