package io.yarnflink.runtime.checkpoint;

/** How far a subtask's current attempt has come, as far as checkpoints care. */
public enum TaskStage {
    /** Not running yet, or not any more: no checkpoint can be taken. */
    ABSENT,
    RUNNING,
    FINISHED
}
