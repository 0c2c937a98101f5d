package io.yarnflink.state.cells;

import io.yarnflink.state.columns.KeyLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * Goes over the rows of one map. Rows are fetched a few at a time, so that nothing of RocksDB's is open while the user's
 * code runs: a loop that ends early leaves nothing behind.
 */
final class MapRows<K, N, U, V> implements Iterator<Map.Entry<U, V>> {

    private static final int FIRST_FETCH = 8;
    private static final int LARGEST_FETCH = 128;

    private final StoredMaps<K, N, U, V> maps;
    private final MapCells<N, U, V> changes;
    private final N namespace;
    private final byte[] prefix;
    private final Deque<Row> fetched = new ArrayDeque<>();
    private int fetch = FIRST_FETCH;
    private boolean finished;
    private byte @Nullable [] lastFetched;
    private @Nullable Row last;

    MapRows(StoredMaps<K, N, U, V> maps, N namespace, MapCells<N, U, V> changes) {
        this.maps = maps;
        this.changes = changes;
        this.namespace = namespace;
        this.prefix = maps.context().key(namespace);
    }

    @Override
    public boolean hasNext() {
        if (fetched.isEmpty() && !finished) {
            fetchMore();
        }
        return !fetched.isEmpty();
    }

    @Override
    public Map.Entry<U, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The map has no further entries");
        }
        Row row = fetched.removeFirst();
        last = row;
        return row;
    }

    @Override
    public void remove() {
        Row row = last;
        if (row == null || row.removed) {
            throw new IllegalStateException("Expected a call of next() before each remove()");
        }
        changes.remove(namespace, row.getKey());
        row.removed = true;
    }

    private void fetchMore() {
        var store = maps.context().store();
        try (RocksIterator rows = store.iterate(maps.context().column())) {
            byte[] from = lastFetched;
            rows.seek(from == null ? prefix : from);
            if (from != null && rows.isValid() && java.util.Arrays.equals(rows.key(), from)) {
                rows.next();
            }
            while (rows.isValid() && fetched.size() < fetch) {
                byte[] key = rows.key();
                if (!KeyLayout.startsWith(key, prefix)) {
                    break;
                }
                fetched.add(new Row(key, rows.value()));
                lastFetched = key;
                rows.next();
            }
            store.check(rows);
        }
        finished = fetched.size() < fetch;
        fetch = Math.min(LARGEST_FETCH, 2 * fetch);
    }

    /** An entry; key and value are deserialized when somebody asks for them. */
    private final class Row implements Map.Entry<U, V> {
        private final byte[] keyBytes;
        private final byte[] valueBytes;
        private @Nullable U key;
        private @Nullable V value;
        private boolean valueKnown;
        private boolean removed;

        Row(byte[] keyBytes, byte[] valueBytes) {
            this.keyBytes = keyBytes;
            this.valueBytes = valueBytes;
        }

        @Override
        public U getKey() {
            U known = key;
            if (known == null) {
                known = maps.userKey(keyBytes, prefix.length);
                key = known;
            }
            return known;
        }

        @Override
        @SuppressWarnings("NullAway") // a map state's values may be null, which Map.Entry's signature does not say
        public V getValue() {
            if (removed) {
                return null;
            }
            if (!valueKnown) {
                value = maps.value(valueBytes);
                valueKnown = true;
            }
            return value;
        }

        @Override
        public V setValue(V newValue) {
            if (removed) {
                throw new IllegalStateException("Expected an entry that is in the map, found one that was removed");
            }
            V before = getValue();
            changes.put(namespace, getKey(), newValue);
            value = newValue;
            valueKnown = true;
            return before;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map.Entry<?, ?> entry
                    && Objects.equals(getKey(), entry.getKey())
                    && Objects.equals(getValue(), entry.getValue());
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(getKey()) ^ Objects.hashCode(getValue());
        }

        @Override
        public String toString() {
            return getKey() + "=" + getValue();
        }
    }
}
