package io.yarnflink.state.cells;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One map per key and namespace, always those of the current key. Values may be null. Owned by the task's thread. */
public interface MapCells<N, U, V> {

    /** The value under {@code userKey}, or null; the caller may change it, that changes nothing here. */
    @Nullable
    V get(N namespace, U userKey);

    /** Whether there is a value, null included, under {@code userKey}. */
    boolean contains(N namespace, U userKey);

    /** Keeps {@code value} as it is now. */
    void put(N namespace, U userKey, @Nullable V value);

    /** Keeps everything in {@code values}. */
    void putAll(N namespace, Map<U, V> values);

    /** Keeps nothing under {@code userKey} any more. */
    void remove(N namespace, U userKey);

    /** Whether nothing is kept. */
    boolean isEmpty(N namespace);

    /** Keeps nothing any more. */
    void clear(N namespace);

    /** What is kept, in the order of the serialized keys; entries can be changed and removed while one is at it. */
    Iterator<Map.Entry<U, V>> iterate(N namespace);
}
