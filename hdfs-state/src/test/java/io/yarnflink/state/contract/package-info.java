/** Flink's own tests of state backends, run unchanged against ours. {@code Exclusions} lists what is left out, and why. */
@NullMarked
package io.yarnflink.state.contract;

import org.jspecify.annotations.NullMarked;
