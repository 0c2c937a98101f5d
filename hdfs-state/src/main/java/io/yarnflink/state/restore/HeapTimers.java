package io.yarnflink.state.restore;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.KeyExtractorFunction;
import org.apache.flink.runtime.state.Keyed;
import org.apache.flink.runtime.state.PriorityComparable;
import org.apache.flink.runtime.state.RegisteredPriorityQueueStateBackendMetaInfo;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueElement;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSnapshotRestoreWrapper;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.rocksdb.RocksIterator;

/** Timers that live on the heap, by the name of their queue. Owned by the task's thread. */
public final class HeapTimers {

    private final Map<String, HeapPriorityQueueSnapshotRestoreWrapper<?>> queues = new HashMap<>();
    private final HeapPriorityQueueSetFactory factory;
    private final KeyLayout layout;
    private final DataInputDeserializer input = new DataInputDeserializer();

    /** @param factory makes queues */
    public HeapTimers(HeapPriorityQueueSetFactory factory, KeyLayout layout) {
        this.factory = factory;
        this.layout = layout;
    }

    /** The queues; further ones may be added. */
    public Map<String, HeapPriorityQueueSnapshotRestoreWrapper<?>> queues() {
        return queues;
    }

    /** Adds the timer that {@code row}, a key in a column or a savepoint, is. */
    void add(StateMetaInfoSnapshot queue, byte[] row) throws IOException {
        add(queueOf(queue), row);
    }

    /** Moves timers that are in the store's columns here. */
    void takeFrom(StateColumns columns) throws IOException {
        for (StateColumn column : columns.all()) {
            if (column.meta() instanceof RegisteredPriorityQueueStateBackendMetaInfo<?>) {
                var queue = queueOf(column.meta().snapshot());
                try (RocksIterator rows = columns.store().iterate(column.column())) {
                    for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                        add(queue, rows.key());
                    }
                    columns.store().check(rows);
                }
                columns.drop(column.meta().getName());
            }
        }
    }

    private <T extends HeapPriorityQueueElement> void add(HeapPriorityQueueSnapshotRestoreWrapper<T> queue, byte[] row)
            throws IOException {
        input.setBuffer(row);
        input.skipBytesToRead(layout.prefixBytes());
        queue.getPriorityQueue().add(queue.getMetaInfo().getElementSerializer().deserialize(input));
    }

    private HeapPriorityQueueSnapshotRestoreWrapper<?> queueOf(StateMetaInfoSnapshot snapshot) {
        return queues.computeIfAbsent(
                snapshot.getName(), name -> make(new RegisteredPriorityQueueStateBackendMetaInfo<AnyTimer>(snapshot)));
    }

    private HeapPriorityQueueSnapshotRestoreWrapper<?> make(
            RegisteredPriorityQueueStateBackendMetaInfo<AnyTimer> meta) {
        return new HeapPriorityQueueSnapshotRestoreWrapper<>(
                factory.create(meta.getName(), meta.getElementSerializer()),
                meta,
                KeyExtractorFunction.forKeyedObjects(),
                layout.range(),
                layout.keyGroups());
    }

    /** Stands for whatever type a queue's elements have: the factory wants one that is all of this. */
    private interface AnyTimer extends HeapPriorityQueueElement, PriorityComparable<AnyTimer>, Keyed<Object> {}
}
