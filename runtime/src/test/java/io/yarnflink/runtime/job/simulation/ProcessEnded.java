package io.yarnflink.runtime.job.simulation;

/** Thrown through what a process does at the moment of its death: nothing of it goes on. */
final class ProcessEnded extends Error {

    private static final long serialVersionUID = 1L;

    ProcessEnded() {
        super("", null, false, false);
    }
}
