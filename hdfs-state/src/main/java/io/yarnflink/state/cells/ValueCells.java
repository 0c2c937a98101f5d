package io.yarnflink.state.cells;

import org.jspecify.annotations.Nullable;

/** One value per key and namespace, always those of the current key. Owned by the task's thread. */
public interface ValueCells<N, V> {

    /** What is kept, or null. The caller may change the object; that changes nothing here. */
    @Nullable
    V get(N namespace);

    /** Keeps {@code value} as it is now; what the caller does to it later changes nothing here. */
    void put(N namespace, V value);

    /** Keeps nothing any more. */
    void remove(N namespace);
}
