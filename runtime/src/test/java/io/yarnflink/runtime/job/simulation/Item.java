package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;

/** What travels between tasks, in order. */
sealed interface Item {

    /** Some records. */
    record Records(Amount amount) implements Item {}

    /** What comes before belongs to the checkpoint, what comes after does not. */
    record Barrier(CheckpointOrder order) implements Item {

        long id() {
            return order.id();
        }
    }

    /** A barrier that will not come. */
    record NoBarrier(long checkpoint) implements Item {}

    /** There are no more records. */
    record EndOfData() implements Item {}

    /** The producer has finished. */
    record EndOfPartition() implements Item {}
}
