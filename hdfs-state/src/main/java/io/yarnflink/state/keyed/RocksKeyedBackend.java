package io.yarnflink.state.keyed;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.restore.HeapTimers;
import io.yarnflink.state.snapshot.CanonicalSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RunnableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.HeapPriorityQueuesManager;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.Keyed;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PriorityComparable;
import org.apache.flink.runtime.state.PriorityQueueSetFactory;
import org.apache.flink.runtime.state.SavepointResources;
import org.apache.flink.runtime.state.SnapshotExecutionType;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueElement;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Keyed state in RocksDB. Owned by the task's thread; only what snapshots return runs on others. */
public final class RocksKeyedBackend<K> extends AbstractKeyedStateBackend<K> {

    private final BackendParts<K> parts;
    private final StateRegistration<K> registration;
    private final StateMaker<K> states;
    private final KeyStreams<K> keyStreams;
    private final @Nullable HeapPriorityQueuesManager heapQueues;
    private final boolean keysMayChange;
    private boolean disposed;

    RocksKeyedBackend(FlinkParts<K> flink, BackendParts<K> parts, @Nullable HeapPriorityQueueSetFactory heapQueues) {
        super(
                flink.queries(),
                parts.identity().keySerializer(),
                flink.userCode(),
                flink.execution(),
                flink.time(),
                flink.latency(),
                flink.sizes(),
                flink.cancelled(),
                flink.compression(),
                flink.keyContext());
        this.parts = parts;
        this.registration = new StateRegistration<>(parts.columns(), parts.cells(), parts.sweeper(), flink.time());
        this.states = new StateMaker<>(parts.cells());
        this.keyStreams = new KeyStreams<>(parts.columns(), parts.layout(), keySerializer);
        this.keysMayChange = !keySerializer.isImmutableType();
        HeapTimers timers = parts.heapTimers();
        this.heapQueues = timers == null || heapQueues == null
                ? null
                : new HeapPriorityQueuesManager(timers.queues(), heapQueues, keyGroupRange, numberOfKeyGroups);
    }

    @Override
    public void setCurrentKey(K newKey) {
        super.setCurrentKey(ownKey(newKey));
        keySelected();
    }

    @Override
    public void setCurrentKeyAndKeyGroup(K newKey, int newKeyGroupIndex) {
        super.setCurrentKeyAndKeyGroup(ownKey(newKey), newKeyGroupIndex);
        keySelected();
    }

    private K ownKey(K newKey) {
        return keysMayChange && parts.cells().keepsKeys() ? keySerializer.copy(newKey) : newKey;
    }

    /** A key that could be changed, and of which there is no copy, is serialized before anybody can. */
    private void keySelected() {
        parts.keys().keyChanged();
        if (keysMayChange && !parts.cells().keepsKeys()) {
            parts.keys().writeKey();
        }
        parts.cells().keySelected();
        parts.sweeper().keySelected();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the interface is Flink's
    public <N, SV, SEV, S extends State, IS extends S> IS createOrUpdateInternalState(
            TypeSerializer<N> namespaceSerializer,
            StateDescriptor<S, SV> stateDesc,
            StateSnapshotTransformFactory<SEV> snapshotTransformFactory)
            throws Exception {
        return createOrUpdateInternalState(namespaceSerializer, stateDesc, snapshotTransformFactory, false);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the descriptor's type says which state it is
    public <N, SV, SEV, S extends State, IS extends S> IS createOrUpdateInternalState(
            TypeSerializer<N> namespaceSerializer,
            StateDescriptor<S, SV> stateDesc,
            StateSnapshotTransformFactory<SEV> snapshotTransformFactory,
            boolean allowFutureMetadataUpdates)
            throws Exception {
        StateRegistration.Registered<N, SV> state = registration.register(
                stateDesc, namespaceSerializer, snapshotTransformFactory, allowFutureMetadataUpdates);
        var context = new CellContext<>(
                parts.columns().store(),
                state.column().column(),
                parts.keys(),
                parts.layout(),
                keySerializer,
                state.meta().getNamespaceSerializer(),
                state.meta().getStateSerializer(),
                parts.cells()::writeBack);
        return (IS) states.make(stateDesc, context);
    }

    @Override
    public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
            KeyGroupedInternalPriorityQueue<T> create(
                    String stateName, TypeSerializer<T> byteOrderedElementSerializer) {
        return create(stateName, byteOrderedElementSerializer, false);
    }

    @Override
    public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
            KeyGroupedInternalPriorityQueue<T> create(
                    String stateName,
                    TypeSerializer<T> byteOrderedElementSerializer,
                    boolean allowFutureMetadataUpdates) {
        PriorityQueueSetFactory stored = parts.timers();
        if (stored != null) {
            return stored.create(stateName, byteOrderedElementSerializer, allowFutureMetadataUpdates);
        }
        HeapPriorityQueuesManager heap = heapQueues;
        if (heap == null) {
            throw new IllegalStateException("Expected timers on the heap or in the store, found neither");
        }
        return heap.createOrUpdate(stateName, byteOrderedElementSerializer, allowFutureMetadataUpdates);
    }

    @Override
    public <N> Stream<K> getKeys(String state, N namespace) {
        parts.cells().writeBack();
        return keyStreams.keys(state, namespace);
    }

    @Override
    public <N> Stream<K> getKeys(List<String> states, N namespace) {
        parts.cells().writeBack();
        return keyStreams.keys(states, namespace);
    }

    @Override
    public <N> Stream<Tuple2<K, N>> getKeysAndNamespaces(String state) {
        parts.cells().writeBack();
        return keyStreams.keysAndNamespaces(state);
    }

    @Override
    public RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot(
            long checkpointId, long timestamp, CheckpointStreamFactory streamFactory, CheckpointOptions options)
            throws Exception {
        parts.columns().store().write(parts.timerWrites());
        return new SnapshotStrategyRunner<>(
                        "Snapshot of RocksDB's files",
                        parts.snapshots(),
                        cancelStreamRegistry,
                        SnapshotExecutionType.ASYNCHRONOUS)
                .snapshot(checkpointId, timestamp, streamFactory, options);
    }

    @Override
    public SavepointResources<K> savepoint() throws IOException {
        writeBack();
        HeapTimers timers = parts.heapTimers();
        var snapshot = new CanonicalSnapshot<>(
                parts.identity(),
                parts.layout(),
                keyGroupCompressionDecorator,
                parts.columns(),
                timers == null ? List.of() : timers.queues().values());
        return new SavepointResources<>(snapshot, SnapshotExecutionType.ASYNCHRONOUS);
    }

    private void writeBack() {
        parts.cells().writeBack();
        parts.columns().store().write(parts.timerWrites());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        parts.uploaded().completed(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        parts.uploaded().aborted(checkpointId);
    }

    /** Timers on the heap are no part of the store's files: Flink writes them as raw state beside it. */
    @Override
    public boolean requiresLegacySynchronousTimerSnapshots(SnapshotType checkpointType) {
        boolean canonical = checkpointType instanceof SavepointType savepoint
                && savepoint.getFormatType() == SavepointFormatType.CANONICAL;
        return heapQueues != null && !canonical;
    }

    @Override
    public boolean isSafeToReuseKVState() {
        return heapQueues == null;
    }

    @Override
    public String getBackendTypeIdentifier() {
        return StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME;
    }

    @Override
    public int numKeyValueStateEntries() {
        writeBack();
        int rows = 0;
        for (StateColumn column : parts.columns().all()) {
            try (RocksIterator all = parts.columns().store().iterate(column.column())) {
                for (all.seekToFirst(); all.isValid(); all.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    @Override
    public void dispose() {
        if (disposed) {
            return;
        }
        disposed = true;
        super.dispose();
        parts.columns().store().close();
        parts.releases().run();
    }
}
