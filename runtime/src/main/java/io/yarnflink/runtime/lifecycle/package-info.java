/** Lifecycles as tables: which state may follow which, and what an object has been through. Pure. */
@NullMarked
package io.yarnflink.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
