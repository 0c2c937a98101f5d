/**
 * Names that outlive applications: what an application is called, and who has a name now. A name is claimed by one live
 * application at a time; whoever claims it knows that nobody else of this user goes on from the same state.
 */
@NullMarked
package io.yarnflink.launcher.naming;

import org.jspecify.annotations.NullMarked;
