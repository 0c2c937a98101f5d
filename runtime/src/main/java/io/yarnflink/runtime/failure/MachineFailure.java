package io.yarnflink.runtime.failure;

/**
 * To be implemented by throwables that mean that something of this machine is broken, a full disk for instance. A task that fails
 * with one, whatever wraps it, takes its TaskManager down, so that its successor runs in another container.
 */
public interface MachineFailure {}
