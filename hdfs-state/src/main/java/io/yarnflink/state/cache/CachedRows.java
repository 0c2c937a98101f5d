package io.yarnflink.state.cache;

import io.yarnflink.state.rocksdb.Batch;
import java.util.ArrayList;
import java.util.List;

/** What the cache has to know of a state in order to write its entries. Owned by the task's thread. */
abstract class CachedRows<V> {

    /** The entries that the store has something else for; the cache keeps it, each entry knows its place in it. */
    List<Entry<V>> dirty = new ArrayList<>();

    /** How entries become rows. */
    abstract RowFormat<?, ?, ?, V> format();

    /**
     * Appends to {@code batch} what makes the store hold what {@code entry} says, and returns the bytes of the row.
     *
     * @param key as of {@link RowFormat#key}
     */
    abstract int write(Entry<V> entry, byte[] key, Batch batch);

    /** How many bytes the row of {@code entry} has, more or less. */
    abstract int measure(Entry<V> entry);
}
