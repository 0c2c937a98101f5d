/** What may refer to what: the table of docs/ARCHITECTURE.md as tests. Reads class files only. */
@NullMarked
package io.yarnflink.it.architecture;

import org.jspecify.annotations.NullMarked;
