package io.yarnflink.state.cells;

import java.util.Collection;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.runtime.state.internal.InternalReducingState;
import org.jspecify.annotations.Nullable;

/** A value per key and namespace that grows by a function. Owned by the task's thread. */
public final class ReducingStateOnCells<K, N, V> extends KeyedState<K, N, V> implements InternalReducingState<K, N, V> {

    private final ValueCells<N, V> cells;
    private final ReduceFunction<V> reduce;

    /** @param reduce the user's function */
    public ReducingStateOnCells(CellContext<K, N, V> context, ValueCells<N, V> cells, ReduceFunction<V> reduce) {
        super(context);
        this.cells = cells;
        this.reduce = reduce;
    }

    @Override
    public @Nullable V get() {
        return getInternal();
    }

    @Override
    public void add(V value) throws Exception {
        N namespace = namespace();
        V before = cells.get(namespace);
        cells.put(namespace, before == null ? value : reduce.reduce(before, value));
    }

    @Override
    public @Nullable V getInternal() {
        return cells.get(namespace());
    }

    @Override
    public void updateInternal(@Nullable V value) {
        if (value == null) {
            clear();
        } else {
            cells.put(namespace(), value);
        }
    }

    @Override
    public void clear() {
        cells.remove(namespace());
    }

    @Override
    public void mergeNamespaces(N target, @Nullable Collection<N> sources) throws Exception {
        MergedNamespaces.merge(cells, target, sources, reduce::reduce);
        setCurrentNamespace(target);
    }
}
