/** The commands a user types. Knows YARN only through the launcher. */
@NullMarked
package io.yarnflink.cli;

import org.jspecify.annotations.NullMarked;
