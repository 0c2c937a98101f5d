/**
 * Operator coordinators: the part of an operator that lives beside the JobManager, a source's split enumerator say. One
 * thread per job calls them, with the user code's class loader.
 */
@NullMarked
package io.yarnflink.runtime.coordination;

import org.jspecify.annotations.NullMarked;
