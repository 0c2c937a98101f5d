/**
 * Authenticated connections between client, JobManager and TaskManager: TLS with the application's certificate on both
 * sides, frames with version, epoch and a maximum size, and the codec of the messages. One Netty loop owns a connection.
 * Knows nothing of what messages mean.
 */
@NullMarked
package io.yarnflink.runtime.control;

import org.jspecify.annotations.NullMarked;
