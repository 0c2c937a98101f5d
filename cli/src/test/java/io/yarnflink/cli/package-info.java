/** Tests, and the fakes they use. */
@NullMarked
package io.yarnflink.cli;

import org.jspecify.annotations.NullMarked;
