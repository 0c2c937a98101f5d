/** One run of benchmarks for several engines, in turns, and a table of the results. Knows nothing of what is measured. */
@NullMarked
package io.yarnflink.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
