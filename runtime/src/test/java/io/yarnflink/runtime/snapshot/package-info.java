/** Tests of checkpoints as files. */
@NullMarked
package io.yarnflink.runtime.snapshot;

import org.jspecify.annotations.NullMarked;
