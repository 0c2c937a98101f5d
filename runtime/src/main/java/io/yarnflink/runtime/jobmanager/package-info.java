/**
 * The JobManager's event loop, the adapters that carry the core's actions out, and the front door for the process that
 * hosts it. All mutable state belongs to the event loop.
 */
@NullMarked
package io.yarnflink.runtime.jobmanager;

import org.jspecify.annotations.NullMarked;
