package io.yarnflink.state.cache;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.cells.StateAccessException;
import io.yarnflink.state.rocksdb.Batch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one state as the cache sees them: how entries become bytes, and how values are kept apart from the user's.
 * Owned by the task's thread.
 *
 * @param <U> the type of maps' keys, for a state of maps
 */
final class Rows<K, N, U, V> extends CachedRows<V> {

    private static final int INITIAL_BYTES = 64;
    private static final int FIRST_GUESS = 48;

    private CellContext<K, N, ?> context;
    private final InternalKeyContext<K> current;
    private @Nullable TypeSerializer<U> userKeys;
    private TypeSerializer<V> values;
    private final SerializedCompositeKeyBuilder<K> keys;
    private final DataOutputSerializer output = new DataOutputSerializer(INITIAL_BYTES);
    private int usualBytes = FIRST_GUESS;

    /** @param userKeys for a state of maps, whose values may be null, else null */
    Rows(
            CellContext<K, N, ?> context,
            InternalKeyContext<K> current,
            @Nullable TypeSerializer<U> userKeys,
            TypeSerializer<V> values) {
        this.context = context;
        this.current = current;
        this.userKeys = userKeys;
        this.values = values;
        this.keys = new SerializedCompositeKeyBuilder<>(
                context.keySerializer(), context.layout().prefixBytes(), INITIAL_BYTES);
    }

    /** The state has other serializers now; there are no entries of it. */
    void update(CellContext<K, N, ?> newContext, @Nullable TypeSerializer<U> newUserKeys, TypeSerializer<V> newValues) {
        context = newContext;
        userKeys = newUserKeys;
        values = newValues;
    }

    /** Where the current key's value belongs; null if the cache cannot tell such keys apart. */
    Entry.@Nullable Place place(N namespace, @Nullable U userKey) {
        K key = current.getCurrentKey();
        boolean cacheable = key != null
                && Comparability.byEquals(key)
                && Comparability.byEquals(namespace)
                && (userKeys == null || Comparability.byEquals(userKey));
        return cacheable ? new Entry.Place(key, current.getCurrentKeyGroupIndex(), namespace, userKey) : null;
    }

    /** As {@code place}, with copies of what the user's code could change. */
    @SuppressWarnings("unchecked") // places are made above
    Entry.Place kept(Entry.Place place) {
        TypeSerializer<N> namespaces = context.namespaceSerializer();
        Object namespace = namespaces.isImmutableType() ? place.namespace() : namespaces.copy((N) place.namespace());
        Object userKey = place.userKey();
        if (userKey != null && userKeys != null && !userKeys.isImmutableType()) {
            userKey = userKeys.copy((U) userKey);
        }
        return new Entry.Place(place.key(), place.keyGroup(), namespace, userKey);
    }

    /** A value that may be given away, or kept. */
    @Nullable
    V copy(@Nullable V value) {
        return value == null || values.isImmutableType() ? value : values.copy(value);
    }

    /** How many bytes rows of this state had lately. */
    int usualBytes() {
        return usualBytes;
    }

    @Override
    int write(Entry<V> entry, byte[] key, Batch batch) {
        if (entry.absent) {
            batch.delete(context.column(), key);
            return key.length;
        }
        int length = serialize(entry);
        batch.put(context.column(), key, output.getSharedBuffer(), 0, length);
        usualBytes = (7 * usualBytes + key.length + length) / 8;
        return key.length + length;
    }

    @Override
    int measure(Entry<V> entry) {
        return entry.absent ? FIRST_GUESS : FIRST_GUESS + serialize(entry);
    }

    private int serialize(Entry<V> entry) {
        output.clear();
        try {
            if (userKeys != null) {
                output.writeBoolean(entry.value == null);
            }
            if (entry.value != null) {
                values.serialize(entry.value, output);
            }
        } catch (IOException failure) {
            throw new StateAccessException("serialize a value", context.column().name(), failure);
        }
        return output.length();
    }

    @Override
    @SuppressWarnings("unchecked") // entries are made of places, see above
    byte[] key(Entry<V> entry) {
        keys.setKeyAndKeyGroup((K) entry.key, entry.keyGroup);
        N namespace = (N) entry.namespace;
        if (userKeys == null) {
            return keys.buildCompositeKeyNamespace(namespace, context.namespaceSerializer());
        }
        try {
            U userKey = (U) entry.userKey;
            if (userKey == null) {
                throw new IllegalStateException("Expected a map's key in an entry, found none");
            }
            return keys.buildCompositeKeyNamesSpaceUserKey(namespace, context.namespaceSerializer(), userKey, userKeys);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "serialize a map's key", context.column().name(), failure);
        }
    }
}
