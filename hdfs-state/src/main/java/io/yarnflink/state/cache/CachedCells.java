package io.yarnflink.state.cache;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.cells.ListCells;
import io.yarnflink.state.cells.MapCells;
import io.yarnflink.state.cells.StoredLists;
import io.yarnflink.state.cells.StoredMaps;
import io.yarnflink.state.cells.StoredValues;
import io.yarnflink.state.cells.ValueCells;
import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.rocksdb.RocksStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes cells with a cache in front of the store. Lists go to the store: appending to one does not read it there either.
 */
public final class CachedCells<K> implements CellFactory<K> {

    private final ObjectCache cache;
    private final InternalKeyContext<K> current;
    private final Map<String, Rows<K, ?, ?, ?>> rowsByState = new HashMap<>();

    /** @param current says what the current key is; the cache keeps that object, so nobody may change it */
    public CachedCells(
            RocksStore store,
            Adoptions adoptions,
            CacheBudget.Share share,
            CacheCounters counters,
            InternalKeyContext<K> current) {
        this.cache = new ObjectCache(store, adoptions, share, counters);
        this.current = current;
    }

    @Override
    public <N, V> ValueCells<N, V> values(CellContext<K, N, V> context) {
        if (!Copying.isExact(context.valueSerializer())) {
            return new StoredValues<>(context);
        }
        Rows<K, N, Void, V> rows = rows(context, null, context.valueSerializer());
        return new CachedValues<>(cache, rows, new StoredValues<>(context));
    }

    @Override
    public <N, E> ListCells<N, E> lists(CellContext<K, N, List<E>> context, TypeSerializer<E> elements) {
        return new StoredLists<>(context, elements);
    }

    @Override
    public <N, U, V> MapCells<N, U, V> maps(
            CellContext<K, N, Map<U, V>> context, TypeSerializer<U> userKeys, TypeSerializer<V> values) {
        if (!Copying.isExact(userKeys) || !Copying.isExact(values)) {
            return new StoredMaps<>(context, userKeys, values);
        }
        return new CachedMaps<>(cache, rows(context, userKeys, values), new StoredMaps<>(context, userKeys, values));
    }

    @Override
    public boolean keepsKeys() {
        return true;
    }

    @Override
    public void writeBack() {
        cache.writeBack();
    }

    @Override
    public Changes freeze(long snapshot, Path folder) {
        return cache.freeze(snapshot, folder);
    }

    @Override
    public void keySelected() {
        cache.settleIfWritten();
    }

    @Override
    public void forget(String state) {
        CachedRows<?> rows = rowsByState.get(state);
        if (rows != null) {
            cache.forget(rows);
        }
    }

    /** The same object for the same state, however often it is registered: all who hold the state share its entries. */
    @SuppressWarnings("unchecked") // a state keeps its kind
    private <N, U, V> Rows<K, N, U, V> rows(
            CellContext<K, N, ?> context, @Nullable TypeSerializer<U> userKeys, TypeSerializer<V> values) {
        String state = context.column().name();
        Rows<K, N, U, V> known = (Rows<K, N, U, V>) rowsByState.get(state);
        if (known != null) {
            known.update(context, userKeys, values);
            return known;
        }
        Rows<K, N, U, V> made = new Rows<>(context, current, userKeys, values);
        rowsByState.put(state, made);
        cache.register(made);
        return made;
    }
}
