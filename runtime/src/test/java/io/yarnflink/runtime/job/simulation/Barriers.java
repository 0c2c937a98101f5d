package io.yarnflink.runtime.job.simulation;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a checkpoint's barrier from every producer; a channel that has brought its barrier is not read on until then. */
final class Barriers {

    private final List<Channel> inputs;
    private final Consumer<Item> downstream;
    private final Consumer<Item.Barrier> whenAligned;
    private final Set<Channel> arrived = Collections.newSetFromMap(new IdentityHashMap<>());
    private Item.@Nullable Barrier current;
    private long newest;

    Barriers(List<Channel> inputs, Consumer<Item> downstream, Consumer<Item.Barrier> whenAligned) {
        this.inputs = inputs;
        this.downstream = downstream;
        this.whenAligned = whenAligned;
    }

    boolean blocks(Channel channel) {
        return current != null && arrived.contains(channel);
    }

    void arrived(Channel channel, Item.Barrier barrier) {
        if (barrier.id() < newest || (barrier.id() == newest && current == null)) {
            return;
        }
        if (current != null && barrier.id() > current.id()) {
            cancel(current.id());
        }
        current = barrier;
        newest = barrier.id();
        arrived.add(channel);
        finished();
    }

    /** A producer has finished, or has brought its barrier: nobody may be left to wait for. */
    void finished() {
        Item.Barrier complete = current;
        if (complete != null && inputs.stream().allMatch(input -> input.isFinished() || arrived.contains(input))) {
            current = null;
            arrived.clear();
            whenAligned.accept(complete);
        }
    }

    /** The checkpoint begins here: there is no producer to wait for. */
    void begin(Item.Barrier barrier) {
        if (barrier.id() > newest) {
            current = null;
            arrived.clear();
            newest = barrier.id();
            whenAligned.accept(barrier);
        }
    }

    /** The checkpoint has failed; its barriers mean nothing any more. */
    void cancel(long checkpoint) {
        if (checkpoint < newest || (checkpoint == newest && current == null)) {
            return;
        }
        newest = checkpoint;
        current = null;
        arrived.clear();
        downstream.accept(new Item.NoBarrier(checkpoint));
    }
}
