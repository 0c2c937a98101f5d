package io.yarnflink.state.cache;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one state that were dirty when a snapshot began, with their values then. Values are never changed in place
 * while the cache has them, so another thread can serialize them.
 */
final class FrozenRows<V> {

    /** In place of a value: there is to be no row. */
    private static final Object ABSENT = new Object();

    private final CachedRows<V> rows;
    private final RowFormat<?, ?, ?, V> format;
    private final List<Entry<V>> entries;
    private final @Nullable Object[] values;

    private FrozenRows(CachedRows<V> rows, List<Entry<V>> entries) {
        this.rows = rows;
        this.format = rows.format().duplicate();
        this.entries = entries;
        this.values = new @Nullable Object[entries.size()];
    }

    /** By the task's thread: {@code entries} are not dirty any more, but frozen in {@code generation}. */
    static <V> FrozenRows<V> of(CachedRows<V> rows, List<Entry<V>> entries, int generation) {
        FrozenRows<V> frozen = new FrozenRows<>(rows, entries);
        for (int i = 0; i < frozen.values.length; i++) {
            Entry<V> entry = entries.get(i);
            frozen.values[i] = entry.absent ? ABSENT : entry.value;
            entry.stored = !entry.absent;
            entry.dirtyPlace = -1;
            entry.frozenIn = generation;
        }
        return frozen;
    }

    CachedRows<V> rows() {
        return rows;
    }

    RowFormat<?, ?, ?, V> format() {
        return format;
    }

    /** By the task's thread, if the rows were not written: the store has what it had. */
    void thaw(Consumer<Entry<V>> again) {
        for (int i = 0; i < values.length; i++) {
            Entry<V> entry = entries.get(i);
            // What was to be removed is still there.
            entry.stored |= values[i] == ABSENT;
            again.accept(entry);
        }
    }

    int size() {
        return values.length;
    }

    /** The key group of an entry. */
    int keyGroup(int place) {
        return entries.get(place).keyGroup;
    }

    /** Looks at all that the row of an entry is made of. The answer means nothing. */
    int lookAt(int place) {
        Entry<V> entry = entries.get(place);
        Class<?> key = entry.key.getClass();
        return alike(entry.namespace, key) + alike(entry.userKey, key) + alike(values[place], key);
    }

    private static int alike(@Nullable Object object, Class<?> type) {
        return object != null && object.getClass() == type ? 1 : 0;
    }

    /** Adds the row of one entry to {@code packed}, by the thread that writes. */
    @SuppressWarnings("unchecked") // put in above
    void addTo(PackedRows packed, int place) {
        byte[] key = format.key(entries.get(place));
        if (values[place] == ABSENT) {
            packed.addRemoval(key);
        } else {
            int length = format.serialize((V) values[place]);
            packed.add(key, format.buffer(), length);
        }
    }
}
