/** TaskManagers as processes of their own, so that they can be killed for real. */
@NullMarked
package io.yarnflink.runtime.processes;

import org.jspecify.annotations.NullMarked;
