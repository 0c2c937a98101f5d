/**
 * Progress as it happens: steps, how they look on a terminal, and how they look in a log. Knows nothing of YARN. Steps
 * are told by any thread; {@link io.yarnflink.cli.progress.Progress} serializes them.
 */
@NullMarked
package io.yarnflink.cli.progress;

import org.jspecify.annotations.NullMarked;
