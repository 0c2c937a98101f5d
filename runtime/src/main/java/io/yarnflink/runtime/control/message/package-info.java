/**
 * What client, JobManager and TaskManager say to each other. Records of one sealed interface; whatever may hold a class
 * of the user's travels as bytes and is deserialized at the far side, off the event loops, with the user code's class loader.
 */
@NullMarked
package io.yarnflink.runtime.control.message;

import org.jspecify.annotations.NullMarked;
