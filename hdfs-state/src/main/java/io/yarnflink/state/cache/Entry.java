package io.yarnflink.state.cache;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one row: its value, or that there is none. Belongs to the cache; whoever asks for a value gets a copy.
 *
 * @param <V> the type of values
 */
final class Entry<V> {

    final CachedRows<V> rows;
    final Object key;
    final int keyGroup;
    final Object namespace;
    final @Nullable Object userKey;
    final int hash;

    /** The next entry with the same place in the table. */
    @Nullable
    Entry<?> next;

    /** The value; null where {@link #absent} says that there is none, or where a map holds null. */
    @Nullable
    V value;

    /** Whether there is no row, or should be none. */
    boolean absent;

    /** Its place among the dirty entries of its state; negative while the store has the same. */
    int dirtyPlace = -1;

    /** Whether there may be a row in the store. */
    boolean stored;

    /** Which {@linkplain ObjectCache#freeze freezing} it was part of last; 0 for none. */
    int frozenIn;

    /** Whether somebody asked for it since it was last looked at for eviction. */
    boolean referenced;

    /** How many puts there were since the value's size was last measured. */
    int unmeasured;

    /** What it is charged with. */
    int bytes;

    Entry(CachedRows<V> rows, Place place, int hash) {
        this.rows = rows;
        this.key = place.key;
        this.keyGroup = place.keyGroup;
        this.namespace = place.namespace;
        this.userKey = place.userKey;
        this.hash = hash;
    }

    /**
     * Where a value belongs.
     *
     * @param key of the backend
     * @param keyGroup that of the key
     * @param namespace of the state
     * @param userKey for maps, their key
     */
    record Place(
            Object key,
            int keyGroup,
            Object namespace,
            @Nullable Object userKey) {}

    boolean is(CachedRows<?> wanted, Place place) {
        return rows == wanted
                && key.equals(place.key)
                && namespace.equals(place.namespace)
                && (userKey == null ? place.userKey == null : userKey.equals(place.userKey));
    }
}
