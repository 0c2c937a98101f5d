/** A Kafka server as a process on loopback, and jobs that write to it and read from it exactly once. */
@NullMarked
package io.yarnflink.it.kafka;

import org.jspecify.annotations.NullMarked;
