package io.yarnflink.state.cells;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One list per key and namespace, always those of the current key; no list is empty. Owned by the task's thread. */
public interface ListCells<N, E> {

    /** The list, or null. The caller may change it and what is in it; that changes nothing here. */
    @Nullable
    List<E> get(N namespace);

    /** Keeps {@code elements}, which are some, as they are now. */
    void put(N namespace, List<E> elements);

    /** Appends {@code elements}, which are some, as they are now, without reading what is there. */
    void append(N namespace, List<E> elements);

    /** Appends {@code source}'s list to that of {@code target}, and keeps nothing for {@code source}. */
    void move(N source, N target);

    /** Keeps nothing any more. */
    void remove(N namespace);
}
