package io.yarnflink.state.cells;

import org.apache.flink.runtime.state.internal.InternalValueState;
import org.jspecify.annotations.Nullable;

/** A value per key and namespace. Owned by the task's thread. */
public final class ValueStateOnCells<K, N, V> extends KeyedState<K, N, V> implements InternalValueState<K, N, V> {

    private final ValueCells<N, V> cells;
    private final @Nullable V defaultValue;

    /** @param defaultValue what there is where nothing was stored; copied each time */
    public ValueStateOnCells(CellContext<K, N, V> context, ValueCells<N, V> cells, @Nullable V defaultValue) {
        super(context);
        this.cells = cells;
        this.defaultValue = defaultValue;
    }

    @Override
    public @Nullable V value() {
        V value = cells.get(namespace());
        if (value != null) {
            return value;
        }
        return defaultValue == null ? null : context().valueSerializer().copy(defaultValue);
    }

    @Override
    public void update(@Nullable V value) {
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
}
