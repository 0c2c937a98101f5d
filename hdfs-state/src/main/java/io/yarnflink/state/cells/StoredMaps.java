package io.yarnflink.state.cells;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.rocksdb.Batch;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Maps whose every entry is a row of the store, read and written at once. Owned by the task's thread. */
public final class StoredMaps<K, N, U, V> implements MapCells<N, U, V> {

    private static final int INITIAL_BYTES = 128;

    private final CellContext<K, N, Map<U, V>> context;
    private final TypeSerializer<U> userKeys;
    private final TypeSerializer<V> values;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final DataOutputSerializer output = new DataOutputSerializer(INITIAL_BYTES);
    private final Batch batch = new Batch();

    /**
     * @param userKeys the serializer of the maps' keys
     * @param values the serializer of the maps' values
     */
    public StoredMaps(CellContext<K, N, Map<U, V>> context, TypeSerializer<U> userKeys, TypeSerializer<V> values) {
        this.context = context;
        this.userKeys = userKeys;
        this.values = values;
    }

    @Override
    public @Nullable V get(N namespace, U userKey) {
        byte[] bytes = read(namespace, userKey);
        return bytes == null ? null : value(bytes);
    }

    @Override
    public boolean contains(N namespace, U userKey) {
        return read(namespace, userKey) != null;
    }

    @Override
    public void put(N namespace, U userKey, @Nullable V value) {
        byte[] key = key(namespace, userKey);
        writeValue(value);
        context.store().put(context.column(), key, output.getSharedBuffer(), output.length());
    }

    @Override
    public void putAll(N namespace, Map<U, V> all) {
        for (Map.Entry<U, V> entry : all.entrySet()) {
            byte[] key = key(namespace, entry.getKey());
            writeValue(entry.getValue());
            batch.put(context.column(), key, output.getSharedBuffer(), 0, output.length());
            context.store().writeIfFull(batch);
        }
        context.store().write(batch);
    }

    @Override
    public void remove(N namespace, U userKey) {
        context.store().delete(context.column(), key(namespace, userKey));
    }

    @Override
    public boolean isEmpty(N namespace) {
        byte[] prefix = context.key(namespace);
        try (RocksIterator rows = context.store().iterate(context.column())) {
            rows.seek(prefix);
            boolean found = rows.isValid() && KeyLayout.startsWith(rows.key(), prefix);
            context.store().check(rows);
            return !found;
        }
    }

    @Override
    public void clear(N namespace) {
        byte[] prefix = context.key(namespace);
        try (RocksIterator rows = context.store().iterate(context.column())) {
            rows.seek(prefix);
            while (rows.isValid()) {
                byte[] key = rows.key();
                if (!KeyLayout.startsWith(key, prefix)) {
                    break;
                }
                batch.delete(context.column(), key);
                context.store().writeIfFull(batch);
                rows.next();
            }
            context.store().check(rows);
        }
        context.store().write(batch);
    }

    @Override
    public Iterator<Map.Entry<U, V>> iterate(N namespace) {
        return iterate(namespace, this);
    }

    /** As {@link #iterate(Object)}; what is changed on the way is told to {@code changes}. */
    public Iterator<Map.Entry<U, V>> iterate(N namespace, MapCells<N, U, V> changes) {
        return new MapRows<>(this, namespace, changes);
    }

    CellContext<K, N, Map<U, V>> context() {
        return context;
    }

    U userKey(byte[] row, int offset) {
        input.setBuffer(row, offset, row.length - offset);
        try {
            return userKeys.deserialize(input);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "deserialize a map's key", context.column().name(), failure);
        }
    }

    @Nullable
    V value(byte[] row) {
        input.setBuffer(row);
        try {
            return input.readBoolean() ? null : values.deserialize(input);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "deserialize a map's value", context.column().name(), failure);
        }
    }

    private byte @Nullable [] read(N namespace, U userKey) {
        return context.store().get(context.column(), key(namespace, userKey));
    }

    private byte[] key(N namespace, U userKey) {
        try {
            return context.keys().key(namespace, context.namespaceSerializer(), userKey, userKeys);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "serialize a map's key", context.column().name(), failure);
        }
    }

    private void writeValue(@Nullable V value) {
        output.clear();
        try {
            output.writeBoolean(value == null);
            if (value != null) {
                values.serialize(value, output);
            }
        } catch (IOException failure) {
            throw new StateAccessException(
                    "serialize a map's value", context.column().name(), failure);
        }
    }
}
