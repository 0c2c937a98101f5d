/**
 * Following an application: YARN's reports and the ApplicationMaster's own status become one story with an end. The
 * caller's thread asks YARN and tells the listener; statuses come in from a connection's loop and are handed over.
 */
@NullMarked
package io.yarnflink.launcher.watching;

import org.jspecify.annotations.NullMarked;
