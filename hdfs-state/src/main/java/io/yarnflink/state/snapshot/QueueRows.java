package io.yarnflink.state.snapshot;

import io.yarnflink.state.columns.KeyLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueStateSnapshot;
import org.jspecify.annotations.Nullable;

/** Timers that were on the heap, as rows: the timer is the key, nothing is the value. */
final class QueueRows<T> implements RowSource {

    private static final byte[] NOTHING = new byte[0];

    private final HeapPriorityQueueStateSnapshot<T> queue;
    private final KeyLayout layout;
    private final DataOutputSerializer output = new DataOutputSerializer(64);
    private int keyGroup = -1;
    private Iterator<T> timers = java.util.Collections.emptyIterator();

    QueueRows(HeapPriorityQueueStateSnapshot<T> queue, KeyLayout layout) {
        this.queue = queue;
        this.layout = layout;
    }

    @Override
    public @Nullable Row next(int wanted) {
        if (wanted != keyGroup) {
            keyGroup = wanted;
            timers = queue.getIteratorForKeyGroup(wanted);
        }
        return timers.hasNext() ? new Row(serialize(timers.next()), NOTHING) : null;
    }

    private byte[] serialize(T timer) {
        output.clear();
        try {
            output.write(layout.prefix(keyGroup));
            queue.getMetaInfo().getElementSerializer().serialize(timer, output);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not serialize a timer for a savepoint", failure);
        }
        return output.getCopyOfBuffer();
    }

    @Override
    public void close() {}
}
