package io.yarnflink.runtime.checkpoint;

/**
 * A checkpoint that is on storage for good.
 *
 * @param order which checkpoint
 * @param path where it is, as one writes it to restore from it
 * @param stateBytes size of the state that it refers to
 * @param completedAt when its metadata was written, in milliseconds since the epoch
 */
public record CompletedCheckpoint(CheckpointOrder order, String path, long stateBytes, long completedAt) {

    public long id() {
        return order.id();
    }
}
