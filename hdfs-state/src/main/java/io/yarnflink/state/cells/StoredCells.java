package io.yarnflink.state.cells;

import io.yarnflink.state.changes.Changes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Makes cells that read and write the store at once. */
public final class StoredCells<K> implements CellFactory<K> {

    @Override
    public <N, V> ValueCells<N, V> values(CellContext<K, N, V> context) {
        return new StoredValues<>(context);
    }

    @Override
    public <N, E> ListCells<N, E> lists(CellContext<K, N, List<E>> context, TypeSerializer<E> elements) {
        return new StoredLists<>(context, elements);
    }

    @Override
    public <N, U, V> MapCells<N, U, V> maps(
            CellContext<K, N, Map<U, V>> context, TypeSerializer<U> userKeys, TypeSerializer<V> values) {
        return new StoredMaps<>(context, userKeys, values);
    }

    @Override
    public boolean keepsKeys() {
        return false;
    }

    @Override
    public void writeBack() {}

    @Override
    public Changes freeze(long snapshot, Path folder) {
        return Changes.NONE;
    }

    @Override
    public void keySelected() {}

    @Override
    public void forget(String state) {}
}
