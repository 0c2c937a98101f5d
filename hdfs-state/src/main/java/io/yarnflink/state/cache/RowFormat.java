package io.yarnflink.state.cache;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.cells.StateAccessException;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.rocksdb.Column;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How entries of one state become rows. Belongs to one thread: another gets a duplicate.
 *
 * @param <U> the type of maps' keys, for a state of maps
 */
final class RowFormat<K, N, U, V> {

    private static final int INITIAL_BYTES = 64;

    private final Column column;
    private final KeyLayout layout;
    private final TypeSerializer<K> keySerializer;
    private final TypeSerializer<N> namespaces;
    private final @Nullable TypeSerializer<U> userKeys;
    private final TypeSerializer<V> values;
    private final SerializedCompositeKeyBuilder<K> keys;
    private final DataOutputSerializer output = new DataOutputSerializer(INITIAL_BYTES);

    private RowFormat(
            Column column,
            KeyLayout layout,
            TypeSerializer<K> keySerializer,
            TypeSerializer<N> namespaces,
            @Nullable TypeSerializer<U> userKeys,
            TypeSerializer<V> values) {
        this.column = column;
        this.layout = layout;
        this.keySerializer = keySerializer;
        this.namespaces = namespaces;
        this.userKeys = userKeys;
        this.values = values;
        this.keys = new SerializedCompositeKeyBuilder<>(keySerializer, layout.prefixBytes(), INITIAL_BYTES);
    }

    /** @param userKeys for a state of maps, whose values may be null, else null */
    static <K, N, U, V> RowFormat<K, N, U, V> of(
            CellContext<K, N, ?> context, @Nullable TypeSerializer<U> userKeys, TypeSerializer<V> values) {
        return new RowFormat<>(
                context.column(),
                context.layout(),
                context.keySerializer(),
                context.namespaceSerializer(),
                userKeys,
                values);
    }

    /** One for another thread, made by this one's. */
    RowFormat<K, N, U, V> duplicate() {
        return new RowFormat<>(
                column,
                layout,
                keySerializer.duplicate(),
                namespaces.duplicate(),
                userKeys == null ? null : userKeys.duplicate(),
                values.duplicate());
    }

    Column column() {
        return column;
    }

    /** How many key groups there are in the job. */
    int keyGroups() {
        return layout.keyGroups();
    }

    /** The key of the row of {@code entry}. */
    @SuppressWarnings("unchecked") // entries of a state have what belongs to it
    byte[] key(Entry<V> entry) {
        keys.setKeyAndKeyGroup((K) entry.key, entry.keyGroup);
        N namespace = (N) entry.namespace;
        if (userKeys == null) {
            return keys.buildCompositeKeyNamespace(namespace, namespaces);
        }
        try {
            U userKey = (U) entry.userKey;
            if (userKey == null) {
                throw new IllegalStateException("Expected a map's key in an entry, found none");
            }
            return keys.buildCompositeKeyNamesSpaceUserKey(namespace, namespaces, userKey, userKeys);
        } catch (IOException failure) {
            throw new StateAccessException("serialize a map's key", column.name(), failure);
        }
    }

    /** Serializes a value into {@link #buffer} and returns its length there. */
    int serialize(@Nullable V value) {
        output.clear();
        try {
            if (userKeys != null) {
                output.writeBoolean(value == null);
            }
            if (value != null) {
                values.serialize(value, output);
            }
        } catch (IOException failure) {
            throw new StateAccessException("serialize a value", column.name(), failure);
        }
        return output.length();
    }

    byte[] buffer() {
        return output.getSharedBuffer();
    }
}
