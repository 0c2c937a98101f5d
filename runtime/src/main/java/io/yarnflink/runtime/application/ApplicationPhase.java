package io.yarnflink.runtime.application;

/** Where an application stands. */
public enum ApplicationPhase {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED
}
