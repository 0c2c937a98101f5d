/** Keyed state on YARN, seen from outside: what it takes of nodes. */
@NullMarked
package io.yarnflink.it.state;

import org.jspecify.annotations.NullMarked;
