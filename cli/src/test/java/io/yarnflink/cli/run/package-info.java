/** Tests, and the fakes they use. */
@NullMarked
package io.yarnflink.cli.run;

import org.jspecify.annotations.NullMarked;
