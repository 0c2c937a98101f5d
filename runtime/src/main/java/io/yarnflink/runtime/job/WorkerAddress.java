package io.yarnflink.runtime.job;

/**
 * Where a TaskManager's data exchange listens.
 *
 * @param host name or address
 * @param port of data exchange
 */
public record WorkerAddress(String host, int port) {}
