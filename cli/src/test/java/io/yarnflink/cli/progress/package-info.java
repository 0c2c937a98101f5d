/** Tests, and the fakes they use. */
@NullMarked
package io.yarnflink.cli.progress;

import org.jspecify.annotations.NullMarked;
