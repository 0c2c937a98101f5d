package io.yarnflink.state.cache;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.rocksdb.Batch;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one state as the cache sees them: how entries become bytes, and how values are kept apart from the user's.
 * Owned by the task's thread.
 *
 * @param <U> the type of maps' keys, for a state of maps
 */
final class Rows<K, N, U, V> extends CachedRows<V> {

    private static final int KEY_GUESS = 24;
    private static final int FIRST_GUESS = 48;

    private TypeSerializer<N> namespaces;
    private final InternalKeyContext<K> current;
    private @Nullable TypeSerializer<U> userKeys;
    private TypeSerializer<V> values;
    private RowFormat<K, N, U, V> format;
    private int usualBytes = FIRST_GUESS;

    /** @param userKeys for a state of maps, whose values may be null, else null */
    Rows(
            CellContext<K, N, ?> context,
            InternalKeyContext<K> current,
            @Nullable TypeSerializer<U> userKeys,
            TypeSerializer<V> values) {
        this.namespaces = context.namespaceSerializer();
        this.current = current;
        this.userKeys = userKeys;
        this.values = values;
        this.format = RowFormat.of(context, userKeys, values);
    }

    /** The state has other serializers now; there are no entries of it. */
    void update(CellContext<K, N, ?> context, @Nullable TypeSerializer<U> newUserKeys, TypeSerializer<V> newValues) {
        namespaces = context.namespaceSerializer();
        userKeys = newUserKeys;
        values = newValues;
        format = RowFormat.of(context, newUserKeys, newValues);
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
    RowFormat<K, N, U, V> format() {
        return format;
    }

    @Override
    int write(Entry<V> entry, byte[] key, Batch batch) {
        if (entry.absent) {
            batch.delete(format.column(), key);
            return key.length;
        }
        int length = format.serialize(entry.value);
        batch.put(format.column(), key, format.buffer(), 0, length);
        return usual(key.length + length);
    }

    @Override
    int measure(Entry<V> entry) {
        return entry.absent ? FIRST_GUESS : usual(KEY_GUESS + format.serialize(entry.value));
    }

    private int usual(int bytes) {
        usualBytes = (7 * usualBytes + bytes) / 8;
        return bytes;
    }
}
