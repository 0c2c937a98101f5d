/**
 * Metrics of a process, as Flink's reporters get them. Where no reporter is configured, metrics are counted by who counts
 * them and nothing else of Flink's machinery is touched, so that it is not on the way to a job's first record.
 */
@NullMarked
package io.yarnflink.runtime.metrics;

import org.jspecify.annotations.NullMarked;
