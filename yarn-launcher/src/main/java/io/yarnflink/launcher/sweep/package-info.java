/**
 * Removing what ended applications and dead clients left: applications' files that nobody needs, and cached files that
 * nobody has used for long. Never what a live application refers to. Decisions are pure; one thread carries them out.
 */
@NullMarked
package io.yarnflink.launcher.sweep;

import org.jspecify.annotations.NullMarked;
