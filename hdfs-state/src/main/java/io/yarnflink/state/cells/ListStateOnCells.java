package io.yarnflink.state.cells;

import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.util.Preconditions;
import org.jspecify.annotations.Nullable;

/** A list per key and namespace. Owned by the task's thread. */
public final class ListStateOnCells<K, N, E> extends KeyedState<K, N, List<E>> implements InternalListState<K, N, E> {

    private final ListCells<N, E> cells;

    /** @param cells where the lists are */
    public ListStateOnCells(CellContext<K, N, List<E>> context, ListCells<N, E> cells) {
        super(context);
        this.cells = cells;
    }

    @Override
    public @Nullable Iterable<E> get() {
        return getInternal();
    }

    @Override
    public @Nullable List<E> getInternal() {
        return cells.get(namespace());
    }

    @Override
    public void add(E value) {
        Preconditions.checkNotNull(value, "You cannot add null to a ListState.");
        cells.append(namespace(), List.of(value));
    }

    @Override
    public void addAll(List<E> values) {
        checked(values);
        if (!values.isEmpty()) {
            cells.append(namespace(), values);
        }
    }

    @Override
    public void update(List<E> values) {
        updateInternal(values);
    }

    @Override
    public void updateInternal(List<E> values) {
        checked(values);
        if (values.isEmpty()) {
            clear();
        } else {
            cells.put(namespace(), values);
        }
    }

    @Override
    public void clear() {
        cells.remove(namespace());
    }

    @Override
    public void mergeNamespaces(N target, @Nullable Collection<N> sources) {
        if (sources == null) {
            return;
        }
        for (N source : sources) {
            if (source != null) {
                cells.move(source, target);
            }
        }
        setCurrentNamespace(target);
    }

    private void checked(List<E> values) {
        Preconditions.checkNotNull(values, "List of values to add cannot be null.");
        for (E value : values) {
            Preconditions.checkNotNull(value, "You cannot add null to a ListState.");
        }
    }
}
