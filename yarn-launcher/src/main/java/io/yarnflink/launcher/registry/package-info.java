/**
 * The one file that each application has on the cluster's file system: who it is, how its owner's clients reach it, and
 * which cached files it refers to. Knows nothing of YARN.
 */
@NullMarked
package io.yarnflink.launcher.registry;

import org.jspecify.annotations.NullMarked;
