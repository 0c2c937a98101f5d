package io.yarnflink.state.cells;

import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.jspecify.annotations.Nullable;

/** What all states have in common. Owned by the task's thread. */
abstract class KeyedState<K, N, V> implements InternalKvState<K, N, V>, State {

    private static final int INITIAL_KEY_BYTES = 32;

    private final CellContext<K, N, V> context;
    private @Nullable N namespace;

    KeyedState(CellContext<K, N, V> context) {
        this.context = context;
    }

    final CellContext<K, N, V> context() {
        return context;
    }

    /** The namespace that {@link #setCurrentNamespace} has set. */
    final N namespace() {
        N current = namespace;
        if (current == null) {
            throw new IllegalStateException("Expected a namespace before state '"
                    + context.column().name() + "' is used, found none: setCurrentNamespace comes first");
        }
        return current;
    }

    @Override
    public final void setCurrentNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public final TypeSerializer<K> getKeySerializer() {
        return context.keySerializer();
    }

    @Override
    public final TypeSerializer<N> getNamespaceSerializer() {
        return context.namespaceSerializer();
    }

    @Override
    public final TypeSerializer<V> getValueSerializer() {
        return context.valueSerializer();
    }

    @Override
    public byte @Nullable [] getSerializedValue(
            byte[] serializedKeyAndNamespace,
            TypeSerializer<K> safeKeySerializer,
            TypeSerializer<N> safeNamespaceSerializer,
            TypeSerializer<V> safeValueSerializer)
            throws Exception {
        context.writeBack().run();
        var place = QueryFormat.place(serializedKeyAndNamespace, safeKeySerializer, safeNamespaceSerializer);
        var key = new SerializedCompositeKeyBuilder<>(
                safeKeySerializer, context.layout().prefixBytes(), INITIAL_KEY_BYTES);
        key.setKeyAndKeyGroup(
                place.key(),
                KeyGroupRangeAssignment.assignToKeyGroup(
                        place.key(), context.layout().keyGroups()));
        return serializedAt(
                key.buildCompositeKeyNamespace(place.namespace(), safeNamespaceSerializer), safeValueSerializer);
    }

    /** What is stored for a key and namespace, in the format that Flink's queries expect. */
    byte @Nullable [] serializedAt(byte[] key, TypeSerializer<V> serializer) throws Exception {
        return context.store().get(context.column(), key);
    }

    @Override
    public final StateIncrementalVisitor<K, N, V> getStateIncrementalVisitor(
            int recommendedMaxNumberOfReturnedRecords) {
        throw new UnsupportedOperationException("State '" + context.column().name()
                + "' removes what has expired itself; it has no incremental visitor");
    }
}
