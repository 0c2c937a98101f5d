package io.yarnflink.state.cache;

import io.yarnflink.state.cells.MapCells;
import io.yarnflink.state.cells.StoredMaps;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps whose single entries are cached. What concerns a map as a whole is asked of the store, once everything has been
 * written back. Owned by the task's thread.
 */
final class CachedMaps<N, U, V> implements MapCells<N, U, V> {

    private final ObjectCache cache;
    private final Rows<?, N, U, V> rows;
    private final StoredMaps<?, N, U, V> stored;

    CachedMaps(ObjectCache cache, Rows<?, N, U, V> rows, StoredMaps<?, N, U, V> stored) {
        this.cache = cache;
        this.rows = rows;
        this.stored = stored;
    }

    @Override
    public @Nullable V get(N namespace, U userKey) {
        Entry.Place place = rows.place(namespace, userKey);
        return place == null ? stored.get(namespace, userKey) : rows.copy(entry(place, namespace, userKey).value);
    }

    @Override
    public boolean contains(N namespace, U userKey) {
        Entry.Place place = rows.place(namespace, userKey);
        return place == null ? stored.contains(namespace, userKey) : !entry(place, namespace, userKey).absent;
    }

    @Override
    public void put(N namespace, U userKey, @Nullable V value) {
        Entry.Place place = rows.place(namespace, userKey);
        if (place == null) {
            stored.put(namespace, userKey, value);
            return;
        }
        Entry<V> entry = unread(place);
        entry.value = rows.copy(value);
        entry.absent = false;
        cache.changed(entry);
    }

    @Override
    public void putAll(N namespace, Map<U, V> values) {
        values.forEach((userKey, value) -> put(namespace, userKey, value));
    }

    @Override
    public void remove(N namespace, U userKey) {
        Entry.Place place = rows.place(namespace, userKey);
        if (place == null) {
            stored.remove(namespace, userKey);
        } else {
            Removal.mark(cache, unread(place));
        }
    }

    @Override
    public boolean isEmpty(N namespace) {
        cache.writeBack(rows);
        return stored.isEmpty(namespace);
    }

    @Override
    public void clear(N namespace) {
        cache.writeBack(rows);
        Iterator<Map.Entry<U, V>> all = stored.iterate(namespace);
        while (all.hasNext()) {
            Entry.Place place = rows.place(namespace, all.next().getKey());
            Entry<V> known = place == null ? null : cache.find(rows, place);
            if (known != null) {
                known.value = null;
                known.absent = true;
                known.stored = false;
            }
        }
        stored.clear(namespace);
    }

    @Override
    public Iterator<Map.Entry<U, V>> iterate(N namespace) {
        cache.writeBack(rows);
        return stored.iterate(namespace, this);
    }

    private Entry<V> entry(Entry.Place place, N namespace, U userKey) {
        Entry<V> known = cache.find(rows, place);
        if (known != null) {
            return known;
        }
        V value = stored.get(namespace, userKey);
        boolean there = value != null || stored.contains(namespace, userKey);
        Entry<V> entry = cache.add(rows, rows.kept(place), rows.usualBytes());
        entry.value = value;
        entry.absent = !there;
        entry.stored = there;
        cache.loaded(entry);
        return entry;
    }

    private Entry<V> unread(Entry.Place place) {
        Entry<V> known = cache.find(rows, place);
        if (known != null) {
            return known;
        }
        Entry<V> entry = cache.add(rows, rows.kept(place), rows.usualBytes());
        entry.stored = true;
        return entry;
    }
}
