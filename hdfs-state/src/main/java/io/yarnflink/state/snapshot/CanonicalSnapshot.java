package io.yarnflink.state.snapshot;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.FullSnapshotResources;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyValueStateIterator;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.apache.flink.runtime.state.StateSnapshotTransformer;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSnapshotRestoreWrapper;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueStateSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.ResourceGuard;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/**
 * Everything in a store at one moment, in the format of Flink's canonical savepoints: timers on the heap come after what
 * is in columns. Made on the task's thread, read on another; keeps the store open until it is released.
 */
public final class CanonicalSnapshot<K> implements FullSnapshotResources<K> {

    private final BackendIdentity<K> identity;
    private final KeyLayout layout;
    private final StreamCompressionDecorator compression;
    private final StateColumns columns;
    private final List<StateMetaInfoSnapshot> meta = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<HeapPriorityQueueStateSnapshot<?>> queues = new ArrayList<>();
    private final ResourceGuard.Lease open;
    private final Snapshot moment;

    /** A column, and what leaves out expired entries. */
    record Part(StateColumn column, @Nullable StateSnapshotTransformer<byte[]> transformer) {}

    /** @param heapQueues timers on the heap */
    public CanonicalSnapshot(
            BackendIdentity<K> identity,
            KeyLayout layout,
            StreamCompressionDecorator compression,
            StateColumns columns,
            Collection<HeapPriorityQueueSnapshotRestoreWrapper<?>> heapQueues)
            throws IOException {
        this.identity = identity;
        this.layout = layout;
        this.compression = compression;
        this.columns = columns;
        for (StateColumn column : columns.all()) {
            meta.add(column.meta().snapshot());
            parts.add(new Part(column, transformerOf(column)));
        }
        for (HeapPriorityQueueSnapshotRestoreWrapper<?> queue : heapQueues) {
            meta.add(queue.getMetaInfo().snapshot());
            queues.add(queue.stateSnapshot());
        }
        this.open = columns.store().lease();
        this.moment = columns.store().snapshot();
    }

    private static @Nullable StateSnapshotTransformer<byte[]> transformerOf(StateColumn column) {
        return column.meta() instanceof RegisteredKeyValueStateBackendMetaInfo<?, ?> state
                ? state.getStateSnapshotTransformFactory()
                        .createForSerializedState()
                        .orElse(null)
                : null;
    }

    @Override
    public KeyValueStateIterator createKVStateIterator() {
        List<RowSource> sources = new ArrayList<>();
        for (Part part : parts) {
            sources.add(new ColumnRows(columns.store(), part, moment, layout));
        }
        for (HeapPriorityQueueStateSnapshot<?> queue : queues) {
            sources.add(new QueueRows<>(queue, layout));
        }
        return new RowsByKeyGroup(sources, layout.range());
    }

    @Override
    public List<StateMetaInfoSnapshot> getMetaInfoSnapshots() {
        return meta;
    }

    @Override
    public KeyGroupRange getKeyGroupRange() {
        return identity.range();
    }

    @Override
    public TypeSerializer<K> getKeySerializer() {
        return identity.keySerializer();
    }

    @Override
    public StreamCompressionDecorator getStreamCompressionDecorator() {
        return compression;
    }

    @Override
    public void release() {
        columns.store().release(moment);
        open.close();
    }
}
