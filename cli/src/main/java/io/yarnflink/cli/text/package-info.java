/** Words, numbers and tables as people read them. Pure; knows nothing of commands or clusters. */
@NullMarked
package io.yarnflink.cli.text;

import org.jspecify.annotations.NullMarked;
