/**
 * The JobManager's core: events in, actions out. It owns what is known of workers, slots, jobs and attempts; it reads no
 * clock, starts no thread and does no I/O. One thread calls it, the JobManager's event loop or a simulation.
 */
@NullMarked
package io.yarnflink.runtime.job;

import org.jspecify.annotations.NullMarked;
