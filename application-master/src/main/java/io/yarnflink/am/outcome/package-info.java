/** How an application ended, and what is said about it. Values and pure functions; touches no class of YARN. */
@NullMarked
package io.yarnflink.am.outcome;

import org.jspecify.annotations.NullMarked;
