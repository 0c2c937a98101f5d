/** An ApplicationMaster that does what a test tells it to; it has the place of the real one. */
@NullMarked
package io.yarnflink.am;

import org.jspecify.annotations.NullMarked;
