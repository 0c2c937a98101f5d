/** What a failure of a task says of where it lies. Values; knows nothing of tasks. */
@NullMarked
package io.yarnflink.runtime.failure;

import org.jspecify.annotations.NullMarked;
