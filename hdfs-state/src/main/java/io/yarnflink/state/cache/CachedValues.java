package io.yarnflink.state.cache;

import io.yarnflink.state.cells.ValueCells;
import org.jspecify.annotations.Nullable;

/** Values with a cache in front of the store. Owned by the task's thread. */
final class CachedValues<N, V> implements ValueCells<N, V> {

    private final ObjectCache cache;
    private final Rows<?, N, Void, V> rows;
    private final ValueCells<N, V> stored;

    CachedValues(ObjectCache cache, Rows<?, N, Void, V> rows, ValueCells<N, V> stored) {
        this.cache = cache;
        this.rows = rows;
        this.stored = stored;
    }

    @Override
    public @Nullable V get(N namespace) {
        Entry.Place place = rows.place(namespace, null);
        if (place == null) {
            return stored.get(namespace);
        }
        Entry<V> known = cache.find(rows, place);
        if (known != null) {
            return known.absent ? null : rows.copy(known.value);
        }
        V value = stored.get(namespace);
        Entry<V> entry = cache.add(rows, rows.kept(place), rows.usualBytes());
        entry.absent = value == null;
        entry.stored = value != null;
        entry.value = value;
        cache.loaded(entry);
        return rows.copy(value);
    }

    @Override
    public void put(N namespace, V value) {
        Entry.Place place = rows.place(namespace, null);
        if (place == null) {
            stored.put(namespace, value);
            return;
        }
        Entry<V> entry = cache.find(rows, place);
        if (entry == null) {
            entry = cache.add(rows, rows.kept(place), rows.usualBytes());
            entry.stored = true;
        }
        entry.value = rows.copy(value);
        entry.absent = false;
        cache.changed(entry);
    }

    @Override
    public void remove(N namespace) {
        Entry.Place place = rows.place(namespace, null);
        if (place == null) {
            stored.remove(namespace);
            return;
        }
        Entry<V> entry = cache.find(rows, place);
        if (entry == null) {
            entry = cache.add(rows, rows.kept(place), rows.usualBytes());
            entry.stored = true;
        }
        Removal.mark(cache, entry);
    }
}
