package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.lifecycle.TransitionTable;

/** The life of a checkpoint as the JobManager knows it. */
public enum CheckpointStage {
    /** A place on storage and the coordinators' states are waited for. */
    PREPARING,
    /** Tasks have been told, their acknowledgements are waited for. */
    COLLECTING,
    /** All have acknowledged, the metadata is being written. */
    STORING,
    COMPLETE,
    ABORTED;

    /** What may follow what. */
    public static final TransitionTable<CheckpointStage> TABLE = TransitionTable.of(CheckpointStage.class)
            .row(PREPARING, COLLECTING, ABORTED)
            .row(COLLECTING, STORING, ABORTED)
            .row(STORING, COMPLETE, ABORTED)
            .build();
}
