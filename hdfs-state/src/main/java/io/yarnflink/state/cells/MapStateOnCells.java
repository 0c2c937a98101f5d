package io.yarnflink.state.cells;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** A map per key and namespace. Owned by the task's thread. */
public final class MapStateOnCells<K, N, U, V> extends KeyedState<K, N, Map<U, V>>
        implements InternalMapState<K, N, U, V> {

    private final MapCells<N, U, V> cells;

    /** @param cells where the maps are */
    public MapStateOnCells(CellContext<K, N, Map<U, V>> context, MapCells<N, U, V> cells) {
        super(context);
        this.cells = cells;
    }

    @Override
    public @Nullable V get(U key) {
        return cells.get(namespace(), key);
    }

    @Override
    public void put(U key, @Nullable V value) {
        cells.put(namespace(), key, value);
    }

    @Override
    public void putAll(@Nullable Map<U, V> map) {
        if (map != null) {
            cells.putAll(namespace(), map);
        }
    }

    @Override
    public void remove(U key) {
        cells.remove(namespace(), key);
    }

    @Override
    public boolean contains(U key) {
        return cells.contains(namespace(), key);
    }

    @Override
    public Iterable<Map.Entry<U, V>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<U> keys() {
        return () -> new Mapped<>(iterator(), Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
        return () -> new Mapped<>(iterator(), Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<U, V>> iterator() {
        return cells.iterate(namespace());
    }

    @Override
    public boolean isEmpty() {
        return cells.isEmpty(namespace());
    }

    @Override
    public void clear() {
        cells.clear(namespace());
    }

    @Override
    byte @Nullable [] serializedAt(byte[] prefix, TypeSerializer<Map<U, V>> serializer) throws IOException {
        MapSerializer<U, V> maps = (MapSerializer<U, V>) serializer;
        Map<U, V> found = new java.util.LinkedHashMap<>();
        DataInputDeserializer input = new DataInputDeserializer();
        try (RocksIterator rows = context().store().iterate(context().column())) {
            rows.seek(prefix);
            while (rows.isValid()) {
                byte[] key = rows.key();
                if (!io.yarnflink.state.columns.KeyLayout.startsWith(key, prefix)) {
                    break;
                }
                input.setBuffer(key, prefix.length, key.length - prefix.length);
                U userKey = maps.getKeySerializer().deserialize(input);
                input.setBuffer(rows.value());
                found.put(
                        userKey,
                        input.readBoolean() ? null : maps.getValueSerializer().deserialize(input));
                rows.next();
            }
            context().store().check(rows);
        }
        return found.isEmpty() ? null : QueryFormat.map(found, maps);
    }

    /** An iterator's elements seen through a function. */
    private record Mapped<A, B>(Iterator<A> whole, java.util.function.Function<A, B> part) implements Iterator<B> {
        @Override
        public boolean hasNext() {
            return whole.hasNext();
        }

        @Override
        public B next() {
            return part.apply(whole.next());
        }

        @Override
        public void remove() {
            whole.remove();
        }
    }
}
