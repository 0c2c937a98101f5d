/**
 * How attempts exchange records: a port in terms of deployments, and its adapter to Flink's Netty shuffle, whose listener
 * bounds what peers may ask. Threads of the adapter move the data; attempts call in from their own threads. Knows neither
 * slots nor the control plane.
 */
@NullMarked
package io.yarnflink.runtime.exchange;

import org.jspecify.annotations.NullMarked;
