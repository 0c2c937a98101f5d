package io.yarnflink.state.timers;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.rocksdb.Batch;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.runtime.state.KeyExtractorFunction;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.Keyed;
import org.apache.flink.runtime.state.PriorityComparable;
import org.apache.flink.runtime.state.PriorityComparator;
import org.apache.flink.runtime.state.PriorityQueueSetFactory;
import org.apache.flink.runtime.state.RegisteredPriorityQueueStateBackendMetaInfo;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueElement;
import org.apache.flink.runtime.state.heap.KeyGroupPartitionedPriorityQueue;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.StateMigrationException;

/** Makes queues of timers that live in the store. Owned by the task's thread. */
public final class StoredTimers implements PriorityQueueSetFactory {

    private final StateColumns columns;
    private final KeyLayout layout;
    private final Batch pending;
    private final int cached;

    /**
     * @param pending where writes wait; to be written before a snapshot
     * @param cached how many timers of a key group are kept on the heap
     */
    public StoredTimers(StateColumns columns, KeyLayout layout, Batch pending, int cached) {
        this.columns = columns;
        this.layout = layout;
        this.pending = pending;
        this.cached = cached;
    }

    @Override
    public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
            KeyGroupedInternalPriorityQueue<T> create(String name, TypeSerializer<T> byteOrdered) {
        return create(name, byteOrdered, false);
    }

    @Override
    public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
            KeyGroupedInternalPriorityQueue<T> create(
                    String name, TypeSerializer<T> byteOrdered, boolean allowFutureMetadataUpdates) {
        StateColumn state = register(name, byteOrdered, allowFutureMetadataUpdates);
        TimerColumn<T> column = new TimerColumn<>(columns.store(), state.column(), pending, layout, byteOrdered);
        return new KeyGroupPartitionedPriorityQueue<T, StoredTimerQueue<T>>(
                KeyExtractorFunction.forKeyedObjects(),
                PriorityComparator.forPriorityComparableObjects(),
                (keyGroup, keyGroups, keyOf, order) -> new StoredTimerQueue<>(column, layout.prefix(keyGroup), cached),
                layout.range(),
                layout.keyGroups());
    }

    private <T> StateColumn register(String name, TypeSerializer<T> timers, boolean allowFutureMetadataUpdates) {
        StateColumn known = columns.get(name);
        if (known != null) {
            checkReadable(known, timers);
        }
        var meta = new RegisteredPriorityQueueStateBackendMetaInfo<>(name, timers);
        return columns.register(allowFutureMetadataUpdates ? meta.withSerializerUpgradesAllowed() : meta);
    }

    @SuppressWarnings("unchecked") // whoever asks for a queue by name knows what is in it
    private static <T> void checkReadable(StateColumn known, TypeSerializer<T> timers) {
        var meta = (RegisteredPriorityQueueStateBackendMetaInfo<T>) known.meta();
        TypeSerializerSchemaCompatibility<T> compatibility = meta.updateElementSerializer(timers);
        if (compatibility.isIncompatible() || compatibility.isCompatibleAfterMigration()) {
            throw new FlinkRuntimeException(new StateMigrationException(
                    "The timers of '" + known.column().name()
                            + "' were written by a serializer whose format is another than that of " + timers
                            + "; timers in RocksDB cannot be migrated: take a canonical savepoint with the old job"));
        }
    }
}
