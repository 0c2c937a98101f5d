/** Tests, and the fakes they use. */
@NullMarked
package io.yarnflink.cli.text;

import org.jspecify.annotations.NullMarked;
