/**
 * When an application is over and how it ended: what {@code main()} came to, what became of its jobs, a client's wish to
 * cancel, YARN's refusals. Touches no class of YARN. Thread-safe: whatever happens first decides, on whichever thread.
 */
@NullMarked
package io.yarnflink.am.life;

import org.jspecify.annotations.NullMarked;
