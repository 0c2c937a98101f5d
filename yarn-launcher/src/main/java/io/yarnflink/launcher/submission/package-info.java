/**
 * Putting an application on YARN: what is checked, what is sent, what the ApplicationMaster's container gets. Knows
 * nothing of what becomes of the application.
 */
@NullMarked
package io.yarnflink.launcher.submission;

import org.jspecify.annotations.NullMarked;
