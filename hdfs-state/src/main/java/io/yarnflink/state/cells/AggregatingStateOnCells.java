package io.yarnflink.state.cells;

import java.util.Collection;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.state.internal.InternalAggregatingState;
import org.jspecify.annotations.Nullable;

/** An accumulator per key and namespace. Owned by the task's thread. */
public final class AggregatingStateOnCells<K, N, T, A, R> extends KeyedState<K, N, A>
        implements InternalAggregatingState<K, N, T, A, R> {

    private final ValueCells<N, A> cells;
    private final AggregateFunction<T, A, R> aggregate;

    /** @param aggregate the user's function */
    public AggregatingStateOnCells(
            CellContext<K, N, A> context, ValueCells<N, A> cells, AggregateFunction<T, A, R> aggregate) {
        super(context);
        this.cells = cells;
        this.aggregate = aggregate;
    }

    @Override
    public @Nullable R get() {
        A accumulator = getInternal();
        return accumulator == null ? null : aggregate.getResult(accumulator);
    }

    @Override
    public void add(T value) {
        N namespace = namespace();
        A before = cells.get(namespace);
        cells.put(namespace, aggregate.add(value, before == null ? aggregate.createAccumulator() : before));
    }

    @Override
    public @Nullable A getInternal() {
        return cells.get(namespace());
    }

    @Override
    public void updateInternal(@Nullable A accumulator) {
        if (accumulator == null) {
            clear();
        } else {
            cells.put(namespace(), accumulator);
        }
    }

    @Override
    public void clear() {
        cells.remove(namespace());
    }

    @Override
    public void mergeNamespaces(N target, @Nullable Collection<N> sources) throws Exception {
        MergedNamespaces.merge(cells, target, sources, aggregate::merge);
        setCurrentNamespace(target);
    }
}
