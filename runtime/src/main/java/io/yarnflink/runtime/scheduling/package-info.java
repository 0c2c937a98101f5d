/** Which subtask runs in which slot, and how many TaskManagers a job needs. Pure. */
@NullMarked
package io.yarnflink.runtime.scheduling;

import org.jspecify.annotations.NullMarked;
