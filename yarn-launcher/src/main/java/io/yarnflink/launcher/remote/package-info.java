/**
 * Calls to resource manager and file system: on threads of their own, bounded in time, with errors that say what was
 * called where and what to do next.
 */
@NullMarked
package io.yarnflink.launcher.remote;

import org.jspecify.annotations.NullMarked;
