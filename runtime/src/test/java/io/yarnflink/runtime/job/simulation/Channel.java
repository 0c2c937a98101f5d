package io.yarnflink.runtime.job.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** From one attempt to another; neither loses nor reorders. */
final class Channel {

    private final Queue<Item> items = new ArrayDeque<>();
    private boolean dataEnded;
    private boolean finished;

    void put(Item item) {
        items.add(item);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The next item; null if there is none. */
    @Nullable
    Item take() {
        Item item = items.poll();
        finished |= item instanceof Item.EndOfPartition;
        dataEnded |= finished || item instanceof Item.EndOfData;
        return item;
    }

    /** Whether the consumer has seen that no more records come. */
    boolean hasDataEnded() {
        return dataEnded;
    }

    /** Whether the consumer has seen that the producer has finished. */
    boolean isFinished() {
        return finished;
    }

    /** The consumer wants no more. */
    void close() {
        items.clear();
        dataEnded = true;
    }
}
