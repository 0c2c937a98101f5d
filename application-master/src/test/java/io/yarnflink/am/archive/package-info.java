/**
 * Builds the runtime archive: the one file that a container needs besides a JDK. Runs once per build, on one thread; knows
 * nothing of YARN, only that the archive's content will lie in a folder {@code runtime} below the working folder.
 */
@NullMarked
package io.yarnflink.am.archive;

import org.jspecify.annotations.NullMarked;
