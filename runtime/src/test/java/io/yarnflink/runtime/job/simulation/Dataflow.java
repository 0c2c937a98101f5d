package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The records of one attempt: what it reads, writes and counts. */
final class Dataflow {

    private static final int MAX_BATCH = 6;

    private final World world;
    private final World.Part part;
    private final List<Channel> inputs = new ArrayList<>();
    private final Map<Integer, List<Channel>> outputs = new TreeMap<>();
    private final Barriers barriers;
    private Amount seen = Amount.NOTHING;
    private Amount written = Amount.NOTHING;
    private boolean endOfData;

    Dataflow(JobAction.DeployAttempt order, World world, World.Part part, Consumer<Item.Barrier> whenAligned) {
        this.world = world;
        this.part = part;
        Map<Subtask, Placement.Place> places = order.placement().places();
        for (Subtask producer : part.job().producersOf(part.subtask())) {
            Placement.Place place = places.get(producer);
            inputs.add(place == null ? new Channel() : world.channel(place.attempt(), order.attempt()));
        }
        for (Subtask consumer : part.job().consumersOf(part.subtask())) {
            Placement.Place place = places.get(consumer);
            outputs.computeIfAbsent(consumer.vertex(), vertex -> new ArrayList<>())
                    .add(place == null ? new Channel() : world.channel(order.attempt(), place.attempt()));
        }
        this.barriers = new Barriers(inputs, this::forward, whenAligned);
    }

    Barriers barriers() {
        return barriers;
    }

    boolean isSink() {
        return outputs.isEmpty();
    }

    boolean isSource() {
        return inputs.isEmpty();
    }

    /** Goes on from a state; what has been given before is not given again. */
    void restore(TaskState state) {
        seen = state.seen();
        if (state.finished()) {
            endData();
        }
    }

    Amount seen() {
        return seen;
    }

    /** What has been written since the last barrier; nothing is from now on. */
    Amount takeWritten() {
        Amount taken = written;
        written = Amount.NOTHING;
        return taken;
    }

    boolean hasEndOfData() {
        return endOfData;
    }

    /** Does a little of what is to do. */
    void step() {
        if (isSource()) {
            produce();
        } else {
            inputs.forEach(this::consume);
            if (!endOfData && inputs.stream().allMatch(Channel::hasDataEnded)) {
                endData();
            }
        }
    }

    private void produce() {
        long total = part.job().records(part.subtask());
        if (!endOfData) {
            long from = seen.count();
            long to = Math.min(total, from + world.chance().between(1, MAX_BATCH));
            received(Amount.given(part.subtask(), from, to));
            if (to == total) {
                endData();
            }
        }
    }

    private void consume(Channel channel) {
        int most =
                world.chance().happens(0.8) ? Integer.MAX_VALUE : world.chance().between(0, 2);
        for (int i = 0; i < most && !channel.isEmpty() && !barriers.blocks(channel); i++) {
            Item item = channel.take();
            if (item instanceof Item.Records records) {
                received(records.amount());
            } else if (item instanceof Item.Barrier barrier) {
                barriers.arrived(channel, barrier);
            } else if (item instanceof Item.NoBarrier none) {
                barriers.cancel(none.checkpoint());
            } else if (item instanceof Item.EndOfPartition) {
                barriers.finished();
            }
        }
    }

    private void received(Amount amount) {
        if (amount.isNothing()) {
            return;
        }
        seen = seen.plus(amount);
        written = written.plus(amount);
        outputs.values().forEach(consumers -> world.chance().of(consumers).put(new Item.Records(amount)));
    }

    /** No more records come, or none are wanted. */
    void endData() {
        if (!endOfData) {
            endOfData = true;
            forward(new Item.EndOfData());
        }
    }

    /** The task has finished. */
    void finish() {
        inputs.forEach(Channel::close);
        forward(new Item.EndOfPartition());
    }

    /** Puts an item into every output. */
    void forward(Item item) {
        outputs.values().forEach(consumers -> consumers.forEach(consumer -> consumer.put(item)));
    }

    /** Whether a consumer still has records to take. */
    boolean hasUnreadOutput() {
        return outputs.values().stream().anyMatch(of -> of.stream().anyMatch(channel -> !channel.hasDataEnded()));
    }
}
